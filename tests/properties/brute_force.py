"""Every order of a small program, without any reduction, and the trace that each belongs to."""

from __future__ import annotations

from collections.abc import Hashable
from math import prod

from treadle.kernel import Execution
from treadle.operation import BEGIN, END, GIVE_BACK, JOIN, SLEEP, Kind, Operation, dependent
from treadle.virtual_thread import VirtualThread


class EveryOrder:
    """The strategy that tries every choice there is.

    Args:
        hasty: what a thread, unless it is a daemon, does at once when it can, with no choice, since
            it is independent of all that can still happen: first steps are, and joins.

    """

    def __init__(self, hasty: frozenset[Kind] = frozenset({BEGIN, JOIN})) -> None:
        self._hasty = hasty
        self._path: list[tuple[int, int]] = []  # (chosen, how many there were)
        self._depth = 0
        self._begun = False

    def start(self) -> bool:
        self._depth = 0
        if not self._begun:
            self._begun = True
            return True
        while self._path:
            chosen, width = self._path.pop()
            if chosen + 1 < width:
                self._path.append((chosen + 1, width))
                return True
        return False

    def guess(self) -> int:
        """About how many orders there are, by the choices met so far."""
        return prod(width for _, width in self._path)

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        for thread in enabled:
            if thread.op.kind in self._hasty and not thread.daemon:
                return thread
        if len(enabled) == 1:
            return enabled[0]
        if self._depth == len(self._path):
            self._path.append((0, len(enabled)))
        chosen, width = self._path[self._depth]
        assert width == len(enabled), "the program is not deterministic"
        self._depth += 1
        return enabled[chosen]


def names(execution: Execution) -> list[tuple[int, ...]]:
    """A name for each thread, the same in every order: (number among the children, ...)."""
    found: list[tuple[int, ...]] = [()]
    children: dict[tuple[int, ...], int] = {}
    for thread in range(1, len(execution.threads)):
        birth = execution.births[thread]
        parent = found[execution.events[birth][0] if birth >= 0 else 0]
        children[parent] = children.get(parent, 0) + 1
        found.append((*parent, children[parent]))
    return found


def clocks(execution: Execution, sleeps_ordered: bool) -> list[list[int]]:
    """Of each event: how many events of each thread happen before it, itself included."""
    events = execution.events
    threads = range(len(execution.threads))
    found: list[list[int]] = []
    counts = [0] * len(threads)
    places: list[int] = []  # of each event, its number among those of its thread
    previous: dict[int, list[int]] = {}
    epochs = set(execution.epochs)
    barrier = counts.copy()
    gifts: dict[int, list[int]] = {}  # by object: which event gave each that is there; -1: none
    for index, (thread, op) in enumerate(events):
        if index in epochs:
            barrier = counts.copy()
        clock = [*map(max, barrier, previous.get(thread, barrier))]
        birth = execution.births.get(thread, -1)
        if birth >= 0:
            clock = [*map(max, clock, found[birth])]
        for earlier in range(index - 1, -1, -1):
            other, other_op = events[earlier]
            if clock[other] < places[earlier] and _ordered(
                execution, other, other_op, thread, op, sleeps_ordered
            ):
                clock = [*map(max, clock, found[earlier])]
        there = gifts.setdefault(op.obj, [-1] * execution.initial.get(op.obj, 0))
        if op.kind.gives or op.kind is GIVE_BACK:
            there += [index] * (op.detail or 1)
        elif op.kind.takes and (given := there.pop(0)) >= 0:
            clock = [*map(max, clock, found[given])]
        counts[thread] += 1
        places.append(counts[thread])
        clock[thread] = counts[thread]
        found.append(clock)
        previous[thread] = clock
    return found


def _ordered(
    execution: Execution, ta: int, a: Operation, tb: int, b: Operation, sleeps_ordered: bool
) -> bool:
    if dependent(a, b):
        return True
    if a.kind is SLEEP and b.kind is SLEEP:
        return sleeps_ordered
    if a.kind is END or b.kind is END:
        # The program ends with its last thread that is no daemon, and cuts its daemons short.
        daemons = [execution.threads[t].daemon for t in (ta, tb)]
        if a.kind is END and not daemons[0] and daemons[1]:
            return True
        if b.kind is END and not daemons[1] and daemons[0]:
            return True
    return False


def trace_of(execution: Execution, sleeps_ordered: bool = False) -> Hashable:
    """The trace of *execution*: two with the same differ only in the order of independent events.

    Of each thread, by its name: what it did, and after which events of each other thread.
    """
    called = names(execution)
    by_name = sorted(range(len(called)), key=called.__getitem__)
    done: dict[int, list[Hashable]] = {thread: [] for thread in by_name}
    for (thread, op), clock in zip(
        execution.events, clocks(execution, sleeps_ordered), strict=True
    ):
        done[thread].append((op.kind, *[clock[t] for t in by_name]))
    return tuple((called[thread], *done[thread]) for thread in by_name)


def may_time_out(execution: Execution) -> bool:
    """Whether somebody waited with a timeout that may run out while others are asleep."""
    return not execution.clock.exact and (
        any(not up for _, up in execution.waits.values())
        or any(t.timeout is not None and t.timeout.kind.idle for t in execution.alive)
    )
