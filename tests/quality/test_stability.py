"""The same verdicts and the same stories, whatever the hash seed and the Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality.verdicts import ROOT, checks, decide
from treadle import check
from treadle.story import tell
from treadle.trials import plain_module

ONE_IN = 24
"""Of all verdicts on all answers so many are tried in CI; with `--whole`, all are."""


def verdicts(seed: str, one_in: int) -> str:
    """What `verdicts.py` prints under the hash seed *seed*."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("verdicts.py")), "1", str(one_in)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("one_in", [ONE_IN, pytest.param(1, marks=pytest.mark.whole)])
def test_the_hash_seed_makes_no_difference(one_in: int) -> None:
    found = verdicts("0", one_in)
    assert len(found.splitlines()) > 50
    assert verdicts("1", one_in) == found


TILLS = ("01_thread/test_thread.py", "test_tills_are_counted_at_the_same_time")
ALL = ("12_barrier/test_audit.py", "test_many_desks_count_at_the_same_time")
POOL_OF_TEN = "tests/answers/12_barrier/wrong/ten_at_a_time.py"
STUCK = ("12_barrier/test_audit.py", "test_who_cannot_compare_keeps_nobody_waiting")


@pytest.mark.parametrize(
    ("where", "answer", "verdict", "told"),
    [
        # What is made in a comprehension has a frame in between until Python 3.11.
        (TILLS, "exercises/01_thread/thread.py", "wrong-result | wrong result", "check's come[1]"),
        (TILLS, "exercises/01_thread/thread.py", "wrong-result | wrong result", "check's hall is"),
        (ALL, POOL_OF_TEN, "wrong-result | wrong result", "only 10 of them did"),
        # A worker of a pool takes more steps from Python 3.12 on.
        (
            STUCK,
            "tests/answers/12_barrier/right/futures_and_two_barriers.py",
            "passed | proved",
            "",
        ),
    ],
)
def test_the_python_makes_no_difference(
    where: tuple[str, str], answer: str, verdict: str, told: str
) -> None:
    test, name = where
    explored = checks(plain_module(ROOT / "exercises" / test))[name]
    assert decide(explored, ROOT / answer).startswith(verdict)
    story = " ".join(tell(check.results[-1]).replace("│", " ").split())
    assert told in story
