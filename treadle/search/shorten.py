"""From a schedule that fails to the simplest one that fails in the same way.

The simplest is the one with the fewest preemptions, switches away from a thread that could have
gone on; of several, the one with the fewest departures from the default schedule, which makes for
the shortest token, and then the one with the fewest switches of all kinds. It is looked for best
first: every schedule branches wherever another thread could have gone on, and a branch costs at
least what led to it. With many threads there are too many ways to order those without a preemption;
then departures alone are counted. If the budget does not do for that either, departures are dropped
from the schedule at hand as long as it still fails, and then what a thread does in several turns is
drawn together into one, wherever it still fails then.

Sources: Musuvathi and Qadeer, "Iterative context bounding for systematic testing of multithreaded
programs", PLDI 2007, for what counts; Jalbert and Sen, "A trace simplification technique for
effective debugging of concurrent programs", FSE 2010, for the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush, nsmallest
from itertools import count, groupby, pairwise
from operator import itemgetter

from treadle.collector import collect_between
from treadle.kernel import Execution
from treadle.search.replay import Replay, Schedule
from treadle.search.strategy import Strategy
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread

BUDGET = 1_000
"""Executions to spend on it."""

STEPS = 200_000
"""Steps to spend on each way to look for it, see `_worth`."""

CROWD = 100
"""So many threads are a crowd: it is slow to run, and has far more schedules than can be tried."""

Run = Callable[[Strategy], Execution]

Turns = list[tuple[int, int]]
"""Which thread goes next, and for how many steps."""


def shorten(run: Run, schedule: Schedule, wanted: Verdict) -> Schedule:
    """The simplest schedule that comes to *wanted*, as far as it can be found."""
    executions = count(1)

    def once(strategy: Strategy) -> Execution:
        execution = run(strategy)
        execution.release()  # nobody looks at more than its steps
        collect_between(next(executions))
        return execution

    for preemptions_count in (True, False):
        found = _best_first(once, wanted, preemptions_count)
        if found is not None:
            return found
    return _beyond(once, schedule, wanted)


def _best_first(run: Run, wanted: Verdict, preemptions_count: bool) -> Schedule | None:
    """The simplest schedule that comes to *wanted*; None if it was not found within the budget.

    Args:
        run: runs the program.
        wanted: the verdict.
        preemptions_count: whether preemptions count more than departures, or not at all.

    """
    left = STEPS
    best: tuple[tuple[int, int], int, int, Schedule] | None = None
    # By their cost; in a crowd then by how far down the rows of those that could go on they reach,
    # for of a hundred threads that do the same, one does for all.
    waiting: list[tuple[tuple[int, int], int, Schedule]] = [((0, 0), 0, ())]
    for more in range(BUDGET - 1, -1, -1):
        if not waiting or left <= 0:
            break
        cost, reach, candidate = heappop(waiting)
        if best is not None and cost > best[0]:
            break
        replay = Replay(candidate)
        execution = run(replay)
        left -= _worth(execution) + execution.rounds // 10
        assert execution.verdict is not None
        if execution.verdict.same_as(wanted):
            rank = (cost, switches(execution), len(execution.events), candidate)
            best = rank if best is None or rank < best else best
        if best is None:
            for preempts, departure in _branches(execution, replay, candidate, more):
                dearer = (cost[0] + (preempts and preemptions_count), cost[1] + 1)
                further = reach + departure[1] if _crowd(execution) else 0
                heappush(waiting, (dearer, further, (*candidate, departure)))
        if len(waiting) > 4 * BUDGET:  # more than can be tried
            waiting = nsmallest(BUDGET, waiting)
    return None if best is None else best[-1]


def _branches(
    execution: Execution, replay: Replay, candidate: Schedule, most: int
) -> Iterator[tuple[bool, tuple[int, int]]]:
    """The departures that come after those of *candidate*, and whether each is a preemption.

    Of either kind only the first *most*: those behind them would not come to be tried, and with a
    hundred threads they are tens of thousands.
    """
    last = candidate[-1][0] if candidate else 0
    kinds: tuple[list[tuple[int, int]], ...] = ([], [])
    for number, (after, able, default, thread) in enumerate(replay.met[last:], last + 1):
        before = execution.events[after - 1][0] if after else 0
        departures = [(number, position) for position in range(able) if position != default]
        kinds[before == thread].extend(departures)
    for preempts, departures in zip((False, True), kinds, strict=True):
        if _crowd(execution):
            departures.sort(key=itemgetter(1))
        for departure in departures[:most]:
            yield preempts, departure


def _crowd(execution: Execution) -> int:
    """How many crowds the threads of *execution* make; 0 for all but few programs."""
    return len(execution.threads) // CROWD


def _worth(execution: Execution) -> int:
    """How many steps *execution* counts for; a step takes the longer, the more can go on."""
    return len(execution.events) * max(1, _crowd(execution))


def switches(execution: Execution) -> int:
    """How often *execution* went from one thread to another."""
    threads = [thread for thread, _ in execution.events]
    return sum(a != b for a, b in pairwise(threads))


def _beyond(run: Run, schedule: Schedule, wanted: Verdict) -> Schedule:
    """A simpler schedule than *schedule*, if not the simplest."""
    execution = run(Replay(_drop(run, schedule, wanted)))
    left, steps_left = BUDGET, STEPS
    tried: set[tuple[tuple[int, int], ...]] = set()
    improved = True
    while improved:
        improved = False
        for turns in _drawn_together(_turns(execution)):
            if left == 0 or steps_left <= 0:
                break
            if tuple(turns) in tried:
                continue
            left -= 1
            tried.add(tuple(turns))
            other = run(_Follow(turns))
            steps_left -= _worth(other)
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
    steps_left = STEPS
    for position in range(len(schedule) - 1, -1, -1):
        if steps_left <= 0:
            break
        candidate = schedule[:position] + schedule[position + 1 :]
        replay = Replay(candidate)
        try:
            execution = run(replay)
        except ValueError:
            continue
        steps_left -= _worth(execution)
        assert execution.verdict is not None
        if execution.verdict.same_as(wanted):
            schedule = tuple(execution.departures)
    return schedule
