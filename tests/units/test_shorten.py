"""Shortening a schedule that is slow to run: that of a crowd, and that of many steps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treadle import exploration
from treadle.kernel import Execution
from treadle.search import shorten
from treadle.search.replay import Schedule
from treadle.search.strategy import Strategy
from treadle.verdict import Result, Verdict

CROWDED = """
import threading

class Box: value = 0

def scenario():
    box = Box()
    def add(): box.value += 1
    threads = [threading.Thread(target=add) for _ in range(150)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert box.value == 150
"""


def test_of_a_crowd_two_are_told(explored: Callable[..., Result]) -> None:
    result = explored(CROWDED)
    assert result.verdict.kind == "lost update"
    assert len(result.replay) == 3  # one departure


LONG = """
import threading

class Box: last = None

def scenario():
    box, turns = Box(), []
    def take(me):
        for _ in range(60):
            if box.last != me: turns.append(me)
            box.last = me
    threads = [threading.Thread(target=take, args=(me,)) for me in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert len(turns) < 20
"""


def test_each_way_may_cost_so_many_steps(
    explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a failure that takes twenty preemptions, which no search for the simplest comes to."""
    spent: list[int] = []
    simplified = exploration.shorten

    def counted(run: shorten.Run, schedule: Schedule, wanted: Verdict) -> Schedule:
        def counting(strategy: Strategy) -> Execution:
            execution = run(strategy)
            spent.append(len(execution.events))
            return execution

        return simplified(counting, schedule, wanted)

    monkeypatch.setattr(shorten, "STEPS", 5_000)
    monkeypatch.setattr(exploration, "shorten", counted)
    assert explored(LONG, strategy="random").verdict.failed
    assert max(spent) > 100
    assert sum(spent) < 4 * (5_000 + max(spent)) + max(spent)
