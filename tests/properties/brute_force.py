"""Every order of a small program, without any reduction, and the trace that each belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

from treadle.kernel import Execution
from treadle.operation import BEGIN, END, JOIN, SLEEP, Kind, Operation, dependent
from treadle.virtual_thread import VirtualThread

Trace = Any
"""Two executions with the same trace differ only in the order of independent operations."""


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


def clocks(execution: Execution, sleeps_ordered: bool) -> Iterator[dict[int, int]]:
    """Of each event: how many events of each thread happen before it, itself included."""
    events = execution.events
    found: list[dict[int, int]] = []
    counts: dict[int, int] = {}
    previous: dict[int, dict[int, int]] = {}
    epochs = set(execution.epochs)
    barrier: dict[int, int] = {}
    for index, (thread, op) in enumerate(events):
        if index in epochs:
            barrier = dict(counts)
        clock = dict(barrier)
        birth = execution.births.get(thread, -1)
        before = [previous[thread]] if thread in previous else []
        if birth >= 0:
            before.append(found[birth])
        for earlier in range(index):
            other, other_op = events[earlier]
            if other != thread and _ordered(execution, other, other_op, thread, op, sleeps_ordered):
                before.append(found[earlier])
        for each in before:
            for t, n in each.items():
                if clock.get(t, 0) < n:
                    clock[t] = n
        counts[thread] = counts.get(thread, 0) + 1
        clock[thread] = counts[thread]
        found.append(clock)
        previous[thread] = clock
        yield clock


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


def trace_of(execution: Execution, sleeps_ordered: bool = False) -> Trace:
    """The trace of *execution*: its events, named alike in every order, and what is before what."""
    called = names(execution)
    counts: dict[int, int] = {}
    found = []
    for (thread, op), clock in zip(
        execution.events, clocks(execution, sleeps_ordered), strict=True
    ):
        counts[thread] = counts.get(thread, 0) + 1
        before = tuple(sorted((called[t], n) for t, n in clock.items()))
        found.append((called[thread], counts[thread], op.kind, before))
    return tuple(sorted(found))


def may_time_out(execution: Execution) -> bool:
    """Whether somebody waited with a timeout that may run out while others are asleep."""
    return not execution.clock.exact and (
        any(not up for _, up in execution.waits.values())
        or any(t.timeout is not None and t.timeout.kind.idle for t in execution.alive)
    )
