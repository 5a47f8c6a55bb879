"""From a schedule that fails to the simplest one that fails in the same way.

First all schedules with no departure from the default one are tried, then all with one, then with
two, as far as the budget goes: the first level with a failure is the best there is. Beyond the
budget, departures are dropped from the schedule at hand as long as it still fails.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from treadle.kernel import Execution
from treadle.search.replay import Replay, Schedule
from treadle.verdict import Verdict

BUDGET = 1_000
"""Executions to spend on it."""

Run = Callable[[Replay], Execution]


def shorten(run: Run, schedule: Schedule, wanted: Verdict) -> Schedule:
    """A schedule with as few departures as can be found whose verdict is the same as *wanted*."""
    left = BUDGET
    level: list[Schedule] = [()]
    for _ in range(len(schedule) + 1):
        following: list[Schedule] = []
        best: tuple[int, int, Schedule] | None = None
        for candidate in level:
            if left == 0:
                return _drop(run, schedule, wanted)
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
    return _drop(run, schedule, wanted)


def switches(execution: Execution) -> int:
    """How often *execution* went from one thread to another."""
    threads = [thread for thread, _ in execution.events]
    return sum(a != b for a, b in pairwise(threads))


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
