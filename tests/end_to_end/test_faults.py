"""What is graded stays graded: processes that are killed anywhere, disks that fail, two at once.

`faults/disturbed.py` grades a class, lets these things happen, and compares the marks with those of
a grading to which nothing happened; nothing may be lost, and nothing be there twice. One journal in
four begins as one of the first version.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "faults"
SEED = 7

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def disturbed(folder: Path, what: str, times: int, **environment: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "disturbed.py"), str(folder), what, str(SEED), str(times)]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["happened"] == times
    assert told["in time"] > 0, "nothing was ever disturbed"
    assert told["recorded"] > 0, "nothing was ever kept that could have been lost"
    return told


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    """The library that makes a disk fail."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("needs Linux and a compiler")
    library = tmp_path / "faulty.so"
    command = [compiler, "-shared", "-fPIC", "-o", str(library), str(HERE / "faulty.c"), "-ldl"]
    subprocess.run(command, check=True)
    return str(library)


def test_what_is_killed_anywhere_goes_on(tmp_path: Path) -> None:
    disturbed(tmp_path, "kill", 5)


@pytest.mark.whole
def test_what_is_killed_two_hundred_times_goes_on(tmp_path: Path) -> None:
    disturbed(tmp_path, "kill", 200)


def test_a_disk_that_is_full_or_broken_costs_nothing(tmp_path: Path, faulty: str) -> None:
    disturbed(tmp_path, "disk", 5, LD_PRELOAD=faulty)


@pytest.mark.whole
def test_a_disk_that_fails_two_hundred_times_costs_nothing(tmp_path: Path, faulty: str) -> None:
    disturbed(tmp_path, "disk", 200, LD_PRELOAD=faulty)


def test_two_graders_at_once_share_a_journal(tmp_path: Path) -> None:
    disturbed(tmp_path, "two", 3)


@pytest.mark.whole
def test_two_graders_share_a_journal_sixty_times(tmp_path: Path) -> None:
    disturbed(tmp_path, "two", 60)
