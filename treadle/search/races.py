"""Races, and the sequences of steps that reverse them.

A *race* is a pair of dependent operations of two threads that nothing in between orders. To reverse
it is to run the execution up to the first, then all that the first does not happen before, and then
the second. That is possible if the second does not have to wait then: a release and the acquire
that it enables cannot be reversed, so they order the two threads, but hide no other race.

A thread that stands still takes part too: it may be waiting for something that would have come in
another order.
"""

from __future__ import annotations

from collections.abc import Iterator

from treadle.kernel import Execution
from treadle.operation import (
    CALLED_OFF,
    IDLE_TIMEOUT,
    IDLE_WAKE,
    REACQUIRE,
    SLEEP,
    SPIN,
    TIMEOUT,
    WAKE,
    Operation,
    in_vain,
)
from treadle.passing_time import time_is_up
from treadle.search.order import Order
from treadle.search.waiting import MAY_WAIT, TRIES
from treadle.virtual_thread import VirtualThread


class Wait:
    """A thread that stands before its next operation, in the middle or at the end of an execution.

    Attributes:
        thread: its number.
        end: the number of the event with which it went on; at the end, how many events there are.
        normal: what it does if it gets through.
        up: whether its time was up: that it had slept enough, or would have waited no longer.
        patient: whether its time may run out while everybody else is blocked or asleep.

    """

    __slots__ = ("end", "normal", "patient", "thread", "up")

    def __init__(self, thread: int, end: int, normal: Operation, up: bool, patient: bool) -> None:
        self.thread = thread
        self.end = end
        self.normal = normal
        self.up = up
        self.patient = patient


class Reversal:
    """A race that can be reversed.

    Attributes:
        first: the event that is to come later, or not at all.
        thread: who is to come before it.
        op: what it will do then.
        end: the event with which it came later; at the end, how many events there are.
        past: what happens before *op* then.
        whole: whether everything else must be done before it, not only its past.

    """

    __slots__ = ("end", "first", "op", "past", "thread", "whole")

    def __init__(
        self, first: int, thread: int, op: Operation, end: int, past: int, whole: bool
    ) -> None:
        self.first = first
        self.thread = thread
        self.op = op
        self.end = end
        self.past = past
        self.whole = whole


class Races:
    """Finds the races of an execution.

    Args:
        order: what happens before what in it.

    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._execution: Execution

    def begin(self, execution: Execution) -> None:
        """Look at *execution*."""
        self._execution = execution

    def may_time_out(self) -> bool:
        """Whether anybody waits with a timeout that may run out while others are asleep."""
        execution = self._execution
        return (
            any(not up and not execution.clock.exact for _, up in execution.waits.values())
            or any(t.timeout is not None and t.timeout.kind.idle for t in execution.alive)
            or any(t.op.kind is IDLE_WAKE for t in execution.threads)
        )

    def at(self, index: int, thread: int, op: Operation) -> Wait:
        """What *thread* stood before when it did *op* as event *index*."""
        waited = self._execution.waits.get(index)
        if op.kind is WAKE or op.kind is IDLE_WAKE:
            return _planned(thread, index, op)
        if waited is None:
            return Wait(thread, index, op, op.kind is SLEEP, False)
        normal, up = waited
        return Wait(thread, index, normal, up, not (up or self._execution.clock.exact))

    def pending(self, end: int) -> Iterator[Wait]:
        """What the threads stand before that have not finished, after *end* events."""
        execution = self._execution
        # Who was in the midst of what the last event began does not stand anywhere.
        fallen = self._order.events[-1][0] if execution.broken_off and end else -1
        for thread in (*execution.alive, *execution.called_off):
            if thread.index != fallen:
                yield self._standing(thread, end)

    def _standing(self, thread: VirtualThread, end: int) -> Wait:
        """What *thread* stands before at the end, after *end* events."""
        if thread.effect is not None:
            return _planned(thread.index, end, thread.op)
        patient = thread.timeout is not None and thread.timeout.kind.idle
        op = thread.normal or thread.op
        if op.kind is SLEEP:
            up = thread.deadline <= self._execution.clock.now
        else:
            up = time_is_up(self._execution, thread)
        return Wait(thread.index, end, op, up, patient)

    def of(self, wait: Wait, left: int) -> Iterator[Reversal]:
        """The races of *wait* with the events *left*, on which what it waits for depends."""
        order = self._order
        thread = wait.thread
        while left:
            i = left.bit_length() - 1
            reversed_op = self._without(i, wait)
            if reversed_op is None or not order.depend(thread, reversed_op, *order.events[i]):
                left ^= 1 << i
                continue
            needed = order.dependents(thread, reversed_op)
            if reversed_op.kind.takes:
                needed |= order.source(reversed_op, self._before(i, wait, reversed_op))
            yield Reversal(i, thread, reversed_op, wait.end, self._past(wait, i, needed), False)
            left &= ~order.before[i]

    def timeouts(self, wait: Wait) -> Iterator[int]:
        """The events that came before the timeout of *wait* could, or did, and might come later."""
        if wait.patient:
            order = self._order
            left = (order.slept | order.expired) & ~order.past(wait.thread)
            left &= ~order.own.get(wait.thread, 0) & ((1 << wait.end) - 1)
            while left:
                i = left.bit_length() - 1
                yield i
                left ^= 1 << i

    def timeout(self, i: int, wait: Wait) -> Reversal | None:
        """The timeout of *wait* before event *i*, if that can be."""
        order = self._order
        events = (1 << i) - 1 | order.unaffected(i, self._length())
        op = wait.normal
        if events >> wait.end & 1 or not self._waits(wait, events) or self._gone(wait, events):
            return None
        if self._notified(wait, events) or not self._idle(wait, events):
            return None
        kind = IDLE_WAKE if op.kind is CALLED_OFF else IDLE_TIMEOUT
        return Reversal(i, wait.thread, op.instead(kind), wait.end, events, True)

    # -- inside --------------------------------------------------------------------------------

    def _length(self) -> int:
        """How many events there are, without the one in the midst of which all ended."""
        return len(self._order.before) - self._execution.broken_off

    def _past(self, wait: Wait, i: int, dependents: int) -> int:
        """What happens before *wait* goes on, had *i* and all after it not been."""
        before = self._order.before
        past = self._order.past(wait.thread)
        left = dependents & ((1 << wait.end) - 1) & ~past
        while left:
            j = left.bit_length() - 1
            if before[j] >> i & 1:
                left ^= 1 << j
            else:
                past |= before[j]
                left &= ~past
        return past

    def _without(self, i: int, wait: Wait) -> Operation | None:
        """What *wait* goes on with, had *i* and all after it not been; None if it cannot."""
        order = self._order
        op = wait.normal
        kind = op.kind
        events = self._before(i, wait, op)
        if kind.name in TRIES:
            other, kind = TRIES[kind.name]
            if not order.state(op.obj, events).allows(wait.thread, other, op):
                kind = in_vain(kind)
            return op.instead(kind)
        if not self._waits(wait, events):
            return op
        if self._notified(wait, events) or self._gone(wait, events):
            return None
        if kind is CALLED_OFF:
            return op.instead(WAKE) if wait.up else None
        if wait.up and not any(i < epoch <= wait.end for epoch in self._execution.epochs):
            return op if kind is SLEEP else op.instead(TIMEOUT)
        return None

    def _before(self, i: int, wait: Wait, op: Operation) -> int:
        """What *wait* could come after, had *i* not been: of what *op* asks for, all of it."""
        events = (1 << i) - 1
        if self._order.events[i][1].obj != op.obj or op.kind.takes:
            events |= self._order.unaffected(i, wait.end)
        return events

    def _waits(self, wait: Wait, events: int) -> bool:
        """Whether *wait* would have to wait after *events*."""
        op = wait.normal
        if op.kind is SPIN:
            return not self._order.changes(wait.thread, op, wait.end) & events
        if op.kind is SLEEP:
            return self._execution.clock.exact
        if op.kind in MAY_WAIT:
            return not self._order.state(op.obj, events).allows(wait.thread, op.kind, op)
        return False

    def _notified(self, wait: Wait, events: int) -> bool:
        """Whether *wait* only waits for the lock after *events*, and can no longer time out."""
        op = wait.normal
        return op.kind is REACQUIRE and wait.thread in self._order.state(op.obj, events).notified

    def _gone(self, wait: Wait, events: int) -> bool:
        """Whether what *wait* planned has been called off after *events*."""
        last = self._execution.threads[wait.thread].called_off
        return last >= 0 and bool(events >> last & 1)

    def _idle(self, wait: Wait, events: int) -> bool:
        """Whether all but *wait* are blocked or asleep after *events*."""
        order, execution = self._order, self._execution
        for thread in execution.threads:
            number = thread.index
            birth = execution.births.get(number, -1)
            if number == wait.thread or (birth >= 0 and not events >> birth & 1):
                continue
            left = order.own.get(number, 0) & ~events
            if left:
                event = (left & -left).bit_length() - 1
                other = self.at(event, *order.events[event])
            elif thread.finished:
                continue
            else:
                other = self._standing(thread, len(order.before))
            if other.normal.kind is SLEEP or other.normal.kind is CALLED_OFF:
                continue
            if not self._waits(other, events):
                return False
            if other.up and not self._notified(other, events):
                return False
        return True


def _planned(thread: int, end: int, op: Operation) -> Wait:
    """What was planned as *thread*: it waits to be called off, unless its time comes first."""
    up = op.kind is WAKE
    return Wait(thread, end, op.instead(CALLED_OFF), up, not up)
