"""The same verdicts and the same stories, whatever the hash seed, in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def in_order() -> str:
    return verdicts("0")


def verdicts(seed: str) -> str:
    """What `verdicts.py` prints under the hash seed *seed*."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("verdicts.py"))],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_hash_seed_makes_no_difference(seed: str, in_order: str) -> None:
    assert verdicts(seed) == in_order


def test_every_answer_is_judged_as_its_place_says(in_order: str) -> None:
    for line in in_order.splitlines():
        place, _, verdict = line.partition(": ")
        if "/right/" in place or place.startswith("solutions/"):
            assert verdict.startswith("passed"), line
