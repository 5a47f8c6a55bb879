"""A shortened schedule against brute force: none with the same verdict has fewer preemptions."""

from __future__ import annotations

from typing import Any

import pytest

from treadle.kernel import Execution
from treadle.search.replay import Replay
from treadle.search.shorten import shorten
from treadle.search.strategy import Strategy
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread

from .brute_force import EveryOrder
from .small_programs import Program, Run
from .writer import Writer

MOST_ORDERS = 200
"""Programs with more orders than this are passed over: brute force is slow."""

PROGRAMS = 160


class Counting:
    """Chooses as another strategy does, and counts the preemptions."""

    def __init__(self, strategy: Any) -> None:
        self._strategy = strategy
        self.preemptions = 0

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread | None:
        chosen: VirtualThread | None = self._strategy.choose(enabled, last, execution)
        self.preemptions += chosen is not last and last in enabled
        return chosen


def run(program: Program, strategy: Strategy) -> Execution:
    execution = Execution(strategy, step_limit=300)
    execution.run(Run(program).scenario)
    return execution


def every_failure(program: Program) -> dict[tuple[str, str], tuple[int, Execution]] | None:
    """By verdict: the fewest preemptions it takes, and one execution; None if it takes too long."""
    found: dict[tuple[str, str], tuple[int, Execution]] = {}
    strategy = EveryOrder(frozenset())
    for _ in range(MOST_ORDERS):
        if not strategy.start():
            return found
        counting = Counting(strategy)
        execution = run(program, counting)
        verdict = execution.verdict
        assert verdict is not None
        if verdict.failed:
            key = (verdict.name, verdict.kind)
            count, example = found.get(key, (counting.preemptions, execution))
            # The one that is to be shortened is the last, which has the most departures.
            found[key] = (min(count, counting.preemptions), max(example, execution, key=_length))
    return None


def _length(execution: Execution) -> int:
    return len(execution.departures)


@pytest.mark.parametrize("part", range(2))
def test_no_schedule_has_fewer_preemptions(part: int) -> None:
    compared = shortened = 0
    for number in range(part, PROGRAMS, 2):
        program = Writer(number).program()
        failures = every_failure(program)
        for fewest, example in (failures or {}).values():
            verdict = example.verdict
            assert isinstance(verdict, Verdict)
            schedule = tuple(example.departures)
            found = shorten(lambda s, p=program: run(p, s), schedule, verdict)  # type: ignore[misc]
            counting = Counting(Replay(found))
            again = run(program, counting)
            assert again.verdict is not None
            assert again.verdict.same_as(verdict)
            assert counting.preemptions == fewest, (number, schedule, found)
            compared += 1
            shortened += len(found) < len(schedule)
    assert compared >= 5
    assert shortened >= 3
