"""The same verdicts and the same stories, whatever the hash seed, in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
