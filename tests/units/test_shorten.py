"""Shortening the schedule of a crowd, which is slow to run and has very many schedules."""

from __future__ import annotations

from collections.abc import Callable

from treadle.verdict import Result

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
