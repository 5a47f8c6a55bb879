"""Grading as most instructors do, as an ordinary user, also where the tests are run by root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import BUBBLEWRAP, probe

ROOT = Path(__file__).parents[2]
KIT = ROOT / "exercises"
NOBODY = 65534
NEEDED = sorted({*map(Path, (sys.base_prefix, sys.prefix)), ROOT})

OPENED = """
set -e
keep=$1; shift
while [ "$1" != -- ]; do
    closed=$1; shift
    needed=
    while [ "$1" != . ]; do
        mkdir -p "$keep$1"; mount --bind "$1" "$keep$1"; needed="$needed $1"; shift
    done
    shift
    mount -t tmpfs -o mode=755 tmpfs "$closed"
    for each in $needed; do mkdir -p "$each"; mount --bind "$keep$each" "$each"; done
done
shift
exec "$@"
"""
"""Opens closed folders to all, in a namespace of its own, with no more in them than is needed.

Such as root's, in which Python may lie.
"""

OFFERED = "from grader.sandbox import probe; print(probe.look().works)"

pytestmark = [
    pytest.mark.skipif(not probe.look().works, reason=f"no sandbox: {probe.look().why}"),
    pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("unshare"),
        reason="not run by root: all the other tests are run by an ordinary user",
    ),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that belongs to nobody, and lies where anybody may go."""
    with tempfile.TemporaryDirectory(prefix="ordinary-") as name:
        folder = Path(name, "home")
        Path(name).chmod(0o755)
        folder.mkdir()
        os.chown(folder, NOBODY, NOBODY)
        yield folder


def as_nobody(folder: Path, *command: object) -> subprocess.CompletedProcess[str]:
    """Run *command* as an ordinary user, at home in *folder*."""
    closed: dict[Path, list[Path]] = {}
    for path in NEEDED:
        for parent in reversed(path.parents):
            if not parent.stat().st_mode & 0o001:
                closed.setdefault(parent, []).append(path)
                break
    opened = [str(word) for top, needed in closed.items() for word in (top, *needed, ".")]
    keep = folder.parent / "kept"
    return subprocess.run(
        [
            *("unshare", "--mount", "sh", "-c", OPENED, "sh", keep, *opened, "--"),
            *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
            *map(str, command),
        ],
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def boxed(folder: Path) -> Path:
    """Such a folder, where an ordinary user has a box."""
    offered = as_nobody(folder, sys.executable, "-c", OFFERED).stdout
    if offered != "True\n":  # a system may refuse ordinary users what it lets root do
        pytest.skip("no box for an ordinary user")
    return folder


def test_an_ordinary_user_grades_in_the_box(boxed: Path) -> None:
    handed_in = boxed.parent / "class" / "ann" / "02_race"
    shutil.copytree(ROOT / "solutions" / "02_race", handed_in)
    done = as_nobody(
        boxed,
        *(sys.executable, "-m", "grader", "grade", boxed.parent / "class", "-o", boxed / "marks"),
        *("--kit", KIT, "--exercise", "02_race"),
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    results = json.loads((boxed / "marks" / "results.json").read_text("utf-8"))
    [student] = results["students"]
    checks = [check for exercise in student["exercises"] for check in exercise["checks"]]
    graded = {(c["outcome"], c["sandbox"]) for c in checks if c["outcome"] != "not-submitted"}
    assert graded == {("passed", BUBBLEWRAP)}
    assert student["total"] == 100


WARM = ROOT / "tests" / "end_to_end" / "test_warm.py"
ATTACKS = ROOT / "tests" / "attacks" / "test_attacks.py"


@pytest.mark.parametrize(
    "tests",
    [
        [
            f"{WARM}::test_who_has_moved_into_the_box_cannot_break_out_of_it",
            f"{WARM}::test_warm_and_cold_workers_give_the_same_results[{BUBBLEWRAP}]",
        ],
        pytest.param([ATTACKS, "--whole"], marks=pytest.mark.whole),
    ],
    ids=["a sample", "all attacks"],
)
def test_the_box_of_an_ordinary_user_holds_as_much(boxed: Path, tests: list[object]) -> None:
    pytest_ = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    done = as_nobody(boxed, *pytest_, f"--basetemp={boxed / 'tests'}", *tests)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
    assert "skipped" not in done.stdout
