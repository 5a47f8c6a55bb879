"""Python's own tests end the same when they, and the modules that they test, are instrumented.

CI runs a part; `python -m pytest tests/oracles/test_stdlib_instrumented.py --whole` runs all.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
RUNNER = HERE / "stdlib_runner.py"
EXCEPTIONS = tomllib.loads((HERE / "stdlib_exceptions.toml").read_text(encoding="utf-8"))

PART = {
    "test_textwrap": "textwrap",
    "test_dataclasses": "dataclasses",
    "test_contextlib": "contextlib",
    "test_string": "string",
    "test_functools": "functools",
    "test_copy": "copy",
    "test_fractions": "fractions numbers",
    "test_graphlib": "graphlib",
    "test_reprlib": "reprlib",
    "test_shlex": "shlex",
    "test_types": "types",
    "test_urlparse": "urllib.parse",
    "test_generators": "",
    "test_named_expressions": "",
    "test_patma": "",
    "test_scope": "",
    "test_unpack_ex": "",
    "test_with": "",
    "test_except_star": "",
    "test_super": "",
    "test_yield_from": "",
    "test_coroutines": "",
    "test_fstring": "",
    "test_augassign": "",
    "test_type_params": "",
}
"""A test module, and the modules that it tests, separated by blanks: what CI runs."""

REST = {
    "test_descr": "",
    "test_typing": "typing",
    "test_enum": "enum",
    "test_collections": "collections _collections_abc",
    "test_json": "json",
    "test_configparser": "configparser",
    "test_csv": "csv",
    "test_bisect": "bisect",
    "test_calendar": "calendar",
    "test_cmd": "cmd",
    "test_fnmatch": "fnmatch",
    "test_ipaddress": "ipaddress",
    "test_keyword": "keyword",
    "test_operator": "operator",
    "test_pprint": "pprint",
    "test_abc": "abc _py_abc",
    "test_userdict": "collections",
    "test_userlist": "collections",
    "test_userstring": "collections",
    "test_weakset": "_weakrefset",
    "test_ordered_dict": "collections",
    "test_defaultdict": "collections",
    "test_deque": "",
    "test_genexps": "",
    "test_listcomps": "",
    "test_setcomps": "",
    "test_dictcomps": "",
    "test_unpack": "",
    "test_decorators": "",
    "test_class": "",
    "test_contains": "",
    "test_exceptions": "",
    "test_extcall": "",
    "test_funcattrs": "",
    "test_iter": "",
    "test_keywordonlyarg": "",
    "test_metaclass": "",
    "test_positional_only_arg": "",
    "test_property": "",
    "test_raise": "",
    "test_richcmp": "",
    "test_asyncgen": "",
    "test_dynamic": "",
    "test_contextlib_async": "contextlib",
    "test_optparse": "optparse",
    "test_getopt": "getopt",
    "test_glob": "glob",
    "test_html": "html",
    "test_htmlparser": "html.parser _markupbase",
    "test_tomllib": "tomllib",
    "test_fileinput": "fileinput",
    "test_filecmp": "filecmp",
    "test_posixpath": "posixpath",
    "test_linecache": "linecache",
    "test_netrc": "netrc",
    "test_plistlib": "plistlib",
    "test_pyclbr": "pyclbr",
    "test_stat": "stat",
    "test_wave": "wave",
    "test_numeric_tower": "fractions",  # `decimal` knows the numbers of the other `numbers`
    "test_rlcompleter": "rlcompleter",
    "test_strptime": "_strptime",
    "test_http_cookies": "http.cookies",
    "test_http_cookiejar": "http.cookiejar",
    "test_base64": "base64",
    "test_quopri": "quopri",
    "test_colorsys": "colorsys",
    "test_codeop": "codeop",
    "test_type_aliases": "",
    "test_traceback": "traceback",
    "test_gettext": "gettext",
    "test_mimetypes": "mimetypes",
    "test_zipapp": "zipapp",
    "test_ast": "ast",
    "test_statistics": "statistics",
    "test_heapq": "heapq",
    "test_difflib": "difflib",
    "test_argparse": "argparse",
    "test_dict": "",
    "test_list": "",
}
"""What only `--whole` runs."""


def outcomes(test: str, modules: str, folder: Path) -> dict[str, Any]:
    """How each case of the module *test* ends, plain and instrumented, when run in *folder*."""
    done = subprocess.run(
        [sys.executable, RUNNER, f"test.{test}", *modules.split()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_page_on_transparency_names_every_exception() -> None:
    page = (HERE.parent.parent / "docs" / "transparency.md").read_text(encoding="utf-8")
    rows = [
        f"| `{case}` | {reason} |"
        for table in ("differs", "not_run")
        for case, reason in sorted(EXCEPTIONS[table].items())
    ]
    assert [line for line in page.splitlines() if line.startswith("| `test.")] == rows


@pytest.mark.parametrize(
    ("test", "modules"),
    [
        *(pytest.param(*item, id=item[0]) for item in PART.items()),
        *(pytest.param(*item, id=item[0], marks=pytest.mark.whole) for item in REST.items()),
    ],
)
def test_the_cases_end_the_same(test: str, modules: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("test") is None or not importlib.util.find_spec(f"test.{test}"):
        pytest.skip(f"this Python comes without test.{test}")
    found = outcomes(test, modules, tmp_path)
    plain, instrumented = found["plain"], found["instrumented"]
    assert plain
    assert found["announced"]
    assert instrumented.keys() == plain.keys()
    differ = {case for case in plain if plain[case] != instrumented[case]}
    excepted = EXCEPTIONS["differs"].keys() & plain.keys()
    why = "\n".join(f"{case}: {found['why'][case]}" for case in sorted(differ - excepted))
    assert differ <= excepted, why
    assert excepted <= differ, "these end the same and must not be listed"
