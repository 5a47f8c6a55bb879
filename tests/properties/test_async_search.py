"""The search covers every order of the wake-ups of an event loop, and none of them twice."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.properties.async_programs import write
from tests.properties.brute_force import EveryOrder
from treadle.kernel import Execution
from treadle.search.exhaustive import Exhaustive
from treadle.world import World

PROGRAMS = 30
MOST = 120
"""Orders of a program beyond which it is left out."""


def outcomes(path: Path, strategy: Any, most: int) -> Counter[str] | None:
    """How often the program ended how; None if it has more than *most* orders."""
    world = World(path.parent)
    found: Counter[str] = Counter()
    while strategy.start():
        if found.total() == most:
            return None
        execution = Execution(strategy)
        logs: list[Any] = []

        def scenario(logs: list[Any] = logs) -> object:
            module: Any = world.load(path)
            logs.append(module.log)
            return module.scenario()

        verdict = world.run(execution, scenario)
        found[f"{verdict} {logs}"] += 1
        if isinstance(strategy, Exhaustive):
            strategy.finish(execution)
    return found


@pytest.mark.parametrize("first", range(0, PROGRAMS, 15))
def test_every_order_is_run_once(first: int, tmp_path: Path) -> None:
    orders = 0
    for seed in range(first, first + 15):
        path = tmp_path / f"program{seed}.py"
        path.write_text(write(seed), encoding="utf-8")
        expected = outcomes(path, EveryOrder(), MOST)
        if expected is not None:
            assert outcomes(path, Exhaustive(), MOST) == expected, path.read_text("utf-8")
            orders += expected.total()
        gc.collect()
    assert orders > 50, "these programs have something to choose"


def test_beside_a_thread_nothing_is_missed(tmp_path: Path) -> None:
    compared = 0
    for seed in range(6):
        path = tmp_path / f"program{seed}.py"
        path.write_text(write(seed, thread=True), encoding="utf-8")
        expected = outcomes(path, EveryOrder(), 600)
        if expected is not None:
            compared += 1
            found = outcomes(path, Exhaustive(), 600)
            assert found is not None
            assert found.keys() == expected.keys(), path.read_text("utf-8")
            assert found.total() <= expected.total()
        gc.collect()
    assert compared > 1
