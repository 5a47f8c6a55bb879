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
    "test_dataclasses": "dataclasses",
    "test_textwrap": "textwrap",
    "test_contextlib": "contextlib",
    "test_string": "string",
}
"""A test module, and the modules that it tests, separated by blanks: what CI runs."""

REST = {
    "test_fractions": "fractions numbers",
}


def outcomes(test: str, modules: str) -> dict[str, Any]:
    """How each case of the module *test* ends, plain and instrumented."""
    done = subprocess.run(
        [sys.executable, RUNNER, f"test.{test}", *modules.split()],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("test", "modules"),
    [
        *(pytest.param(*item, id=item[0]) for item in PART.items()),
        *(pytest.param(*item, id=item[0], marks=pytest.mark.whole) for item in REST.items()),
    ],
)
def test_the_cases_end_the_same(test: str, modules: str) -> None:
    if importlib.util.find_spec("test") is None or not importlib.util.find_spec(f"test.{test}"):
        pytest.skip(f"this Python comes without test.{test}")
    found = outcomes(test, modules)
    plain, instrumented = found["plain"], found["instrumented"]
    assert plain
    assert found["announced"]
    assert instrumented.keys() == plain.keys()
    differ = {case for case in plain if plain[case] != instrumented[case]}
    excepted = EXCEPTIONS["differs"].keys() & plain.keys()
    why = "\n".join(f"{case}: {found['why'][case]}" for case in sorted(differ - excepted))
    assert differ <= excepted, why
    assert excepted <= differ, "these end the same and must not be listed"
