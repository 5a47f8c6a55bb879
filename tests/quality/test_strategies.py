"""What strategies promise: the same for the same seed, fair dice, and proofs that are proofs."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Callable
from math import factorial
from pathlib import Path

import pytest

from treadle.exploration import explore
from treadle.kernel import Execution
from treadle.operation import WRITE
from treadle.search.default import Default
from treadle.search.directed import Directed
from treadle.search.exhaustive import Exhaustive
from treadle.search.strategies import SAMPLERS, Search
from treadle.settings import Settings
from treadle.world import World

PROGRAMS = Path(__file__).with_name("reduction.py")

SEEDED: dict[str, Callable[[int], Search]] = {**SAMPLERS, "directed": Directed, "default": Default}


def schedules(search: Search, count: int, program: str, *sizes: int) -> list[list[int]]:
    """Which thread took each step of *program*, in each of at most *count* executions."""
    world = World(PROGRAMS.parent)
    found = []
    while len(found) < count and search.start():
        execution = Execution(search)
        world.run(execution, lambda: getattr(world.load(PROGRAMS), program)(*sizes))
        search.finish(execution)
        found.append([thread for thread, _ in execution.events])
    return found


@pytest.mark.parametrize("name", SEEDED)
def test_the_seed_decides_and_nothing_else(name: str) -> None:
    make = SEEDED[name]
    first = schedules(make(1), 60, "locked_increments", 5)
    assert schedules(make(1), 60, "locked_increments", 5) == first
    assert schedules(make(2), 60, "locked_increments", 5) != first


def test_surw_makes_all_orders_as_likely() -> None:
    """One thread writes once, another nine times: ten orders."""
    world = World(PROGRAMS.parent)
    search = SAMPLERS["surw"](0)
    places: Counter[int] = Counter()
    for _ in range(1_000):
        search.start()
        execution = Execution(search)
        world.run(execution, lambda: world.load(PROGRAMS).one_and_many(9))
        search.finish(execution)
        writers = [thread for thread, op in execution.events if op.kind is WRITE]
        places[writers.index(1)] += 1
    assert len(places) == 10
    assert min(places.values()) >= 60
    assert max(places.values()) <= 140


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_small_proof_takes_few_executions_more(n: int) -> None:
    world = World(PROGRAMS.parent)
    result = explore(world, lambda: world.load(PROGRAMS).writers(n), Settings())
    assert result.proved
    assert result.schedules == factorial(n) + (4 if n > 2 else 0)


def test_no_proof_without_the_end_of_the_exhaustive_search() -> None:
    world = World(PROGRAMS.parent)
    result = explore(world, lambda: world.load(PROGRAMS).writers(5), Settings(schedules=100))
    assert not result.proved
    assert result.schedules == 100


def test_an_exhaustive_search_keeps_nothing_of_what_it_has_seen() -> None:
    """Less than 150 bytes a schedule, in one of two stretches: a table may have to grow in one."""
    search = Exhaustive()
    schedules(search, 40, "writers", 6)
    held = []
    tracemalloc.start()
    try:
        for _ in range(3):
            schedules(search, 100, "writers", 6)
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert min(held[1] - held[0], held[2] - held[1]) < 15_000
