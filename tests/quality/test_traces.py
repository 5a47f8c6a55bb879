"""How many executions it takes to cover the programs of the literature: one per trace."""

from __future__ import annotations

from math import factorial
from pathlib import Path

import pytest

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.world import World

PROGRAMS = Path(__file__).with_name("reduction.py")

EXECUTIONS = {
    ("readers", 2): 4,
    ("readers", 8): 256,
    ("last_zero", 5): 64,
    ("last_zero", 10): 3_328,
    ("indexer", 12): 8,
    ("indexer", 15): 4_096,
    ("filesystem", 14): 2,
    ("filesystem", 19): 64,
    ("independent", 3): 1,
    ("independent", 8): 1,
    ("writers", 4): factorial(4),
    ("writers", 5): factorial(5),
    ("locked_increments", 4): factorial(4),
    ("locked_increments", 5): factorial(5),
}


@pytest.mark.parametrize(("name", "n"), EXECUTIONS)
def test_one_execution_per_trace(name: str, n: int) -> None:
    world = World(PROGRAMS.parent)
    settings = Settings(schedules=10_000, strategy="exhaustive")
    result = explore(world, lambda: getattr(world.load(PROGRAMS), name)(n), settings)
    assert result.proved
    assert result.schedules == EXECUTIONS[name, n]
