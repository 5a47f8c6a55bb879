"""Known bugs in packages that people use are found, by the tests that docs/maintainers.md shows.

They are installed from the registry, so this runs only when asked for: `pytest -m registry`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "real_packages"
MAINTAINERS = Path(__file__).parents[2] / "docs" / "maintainers.md"

BROKEN = {
    "cached-property==1.5.2": ["*assert settings.loaded == 1*"],
    "cachetools==5.3.2": ["*KeyError: 'old'*"],
    "sqlparse==0.4.4": ["*cls._default_intance*"],
    "ua-parser==0.16.0": ["*KeyError: ('old', ())*", "Check-then-act:*"],
    "zict==3.0.0": ["*KeyError: 'key'*"],
}
"""The version with the bug, and what is told of it."""

MENDED = ["sqlparse==0.5.0", "ua-parser==0.16.1"]


def written(requirement: str) -> Path:
    """The test of this package."""
    name = requirement.partition("==")[0].replace("-", "_")
    return HERE / f"with_{name}.py"


def installed(requirement: str, folder: Path) -> None:
    """Install *requirement*, which needs nothing else, into *folder*."""
    if importlib.util.find_spec("pip") is not None:
        command = [sys.executable, "-m", "pip", "install"]
    elif uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--python", sys.executable]
    else:
        pytest.skip("there is no pip")
    subprocess.run([*command, "-q", "--no-deps", "--target", folder, requirement], check=True)


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "treadle.plugin")

    def run(requirement: str) -> pytest.RunResult:
        folder = pytester.path / "installed"
        installed(requirement, folder)
        monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        shutil.copy(written(requirement), pytester.path / "test_it.py")
        return pytester.runpytest_subprocess("test_it.py")

    return run


@pytest.mark.registry
@pytest.mark.parametrize("requirement", BROKEN)
def test_the_bug_is_found(requirement: str, run) -> None:  # type: ignore[no-untyped-def]
    result = run(requirement)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([*BROKEN[requirement], "replay it: pytest*"])


@pytest.mark.registry
@pytest.mark.parametrize("requirement", MENDED)
def test_the_mended_version_passes(requirement: str, run) -> None:  # type: ignore[no-untyped-def]
    run(requirement).assert_outcomes(passed=1)


@pytest.mark.parametrize("requirement", BROKEN)
def test_the_page_shows_this_test(requirement: str) -> None:
    page = MAINTAINERS.read_text(encoding="utf-8")
    assert written(requirement).read_text(encoding="utf-8") in page
    assert requirement in page
