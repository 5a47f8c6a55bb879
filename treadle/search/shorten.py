"""From a schedule that fails to the simplest one that fails in the same way.

First all schedules with no departure from the default one are tried, then all with one, then with
two, as far as the budget goes: the first level with a failure is the best there is. Beyond the
budget, departures are dropped from the schedule at hand as long as it still fails, and then what a
thread does in several turns is drawn together into one, wherever it still fails then.

Source of the last: Jalbert and Sen, "A trace simplification technique for effective debugging of
concurrent programs", FSE 2010.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

from treadle.kernel import Execution, Strategy
from treadle.search.replay import Replay, Schedule
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread

BUDGET = 1_000
"""Executions to spend on it."""

Run = Callable[[Strategy], Execution]

Turns = list[tuple[int, int]]
"""Which thread goes next, and for how many steps."""


def shorten(run: Run, schedule: Schedule, wanted: Verdict) -> Schedule:
    """A schedule with as few departures as can be found whose verdict is the same as *wanted*."""
    left = BUDGET
    level: list[Schedule] = [()]
    for _ in range(len(schedule) + 1):
        following: list[Schedule] = []
        best: tuple[int, int, Schedule] | None = None
        for candidate in level:
            if left == 0:
                return _beyond(run, schedule, wanted)
            left -= 1
            replay = Replay(candidate)
            execution = run(replay)
            assert execution.verdict is not None
            if execution.verdict.same_as(wanted):
                rank = (switches(execution), len(execution.events), candidate)
                best = rank if best is None or rank < best else best
            start = candidate[-1][0] if candidate else 0
            for decision, (width, default) in enumerate(replay.widths[start:], start + 1):
                following.extend((*candidate, (decision, p)) for p in range(width) if p != default)
        if best is not None:
            return best[2]
        level = following
    return _beyond(run, schedule, wanted)


def switches(execution: Execution) -> int:
    """How often *execution* went from one thread to another."""
    threads = [thread for thread, _ in execution.events]
    return sum(a != b for a, b in pairwise(threads))


def _beyond(run: Run, schedule: Schedule, wanted: Verdict) -> Schedule:
    """A simpler schedule than *schedule*, if not the simplest."""
    execution = run(Replay(_drop(run, schedule, wanted)))
    left = BUDGET
    tried: set[tuple[tuple[int, int], ...]] = set()
    improved = True
    while improved:
        improved = False
        for turns in _drawn_together(_turns(execution)):
            if left == 0:
                break
            if tuple(turns) in tried:
                continue
            left -= 1
            tried.add(tuple(turns))
            other = run(_Follow(turns))
            assert other.verdict is not None
            if other.verdict.same_as(wanted) and _length(other) < _length(execution):
                execution = other
                improved = True
                break
    return tuple(execution.departures)


def _length(execution: Execution) -> int:
    """How much there is to read and to type."""
    return switches(execution) + len(execution.departures)


def _turns(execution: Execution) -> Turns:
    threads = [thread for thread, _ in execution.events]
    return [(thread, len(list(group))) for thread, group in groupby(threads)]


def _drawn_together(turns: Turns) -> Iterator[Turns]:
    """*turns*, with one of them brought forward to the last of the same thread, or that put off."""
    for second in range(len(turns) - 1, 0, -1):
        thread, steps = turns[second]
        for first in range(second - 1, -1, -1):
            if turns[first][0] == thread:
                together = (thread, turns[first][1] + steps)
                between = turns[first + 1 : second]
                yield [*turns[:first], together, *between, *turns[second + 1 :]]
                yield [*turns[:first], *between, together, *turns[second + 1 :]]
                break


class _Follow:
    """The strategy that takes turns as far as they can be taken."""

    def __init__(self, turns: Turns) -> None:
        self._turns = [[thread, steps] for thread, steps in reversed(turns)]

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        turns = self._turns
        for position in range(len(turns) - 1, -1, -1):
            for thread in enabled:
                if thread.index == turns[position][0]:
                    turns[position][1] -= 1
                    if not turns[position][1]:
                        del turns[position]
                    return thread
        return last if last in enabled else enabled[0]


def _drop(run: Run, schedule: Schedule, wanted: Verdict) -> Schedule:
    """*schedule* without the departures that it does not need, tried from the last."""
    for position in range(len(schedule) - 1, -1, -1):
        candidate = schedule[:position] + schedule[position + 1 :]
        replay = Replay(candidate)
        try:
            execution = run(replay)
        except ValueError:
            continue
        assert execution.verdict is not None
        if execution.verdict.same_as(wanted):
            schedule = tuple(execution.departures)
    return schedule
