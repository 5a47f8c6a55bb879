"""Wakeup trees: what is still to be run from a point of an execution, and in which order.

A branch is a step of one thread; a path from the root to a leaf is a sequence of steps that must be
taken before the search is free again. Following it to the end wakes everybody who is asleep, so
that no execution is begun that turns out to be covered.

Threads are called by names that are the same in every execution (see `Names`), for the sequences in
one tree come from different ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from treadle.kernel import Execution
from treadle.operation import SPIN, Operation
from treadle.search.order import Order
from treadle.search.races import Reversal

Name = tuple[int, ...]
"""What a thread is called: which child of which child of the main thread it is."""


class Names:
    """The names of the threads of one execution, by their numbers and back.

    The numbers will not do: two threads that start others at the same time give them numbers in the
    order in which they happen to come.
    """

    def __init__(self) -> None:
        self.of: list[Name] = [()]
        self.number: dict[Name, int] = {(): 0}
        self._children: dict[Name, int] = {}

    def learn(self, execution: Execution) -> None:
        """Name the threads that *execution* has started by now."""
        for thread in range(len(self.of), len(execution.threads)):
            birth = execution.births[thread]
            parent = self.of[execution.events[birth][0] if birth >= 0 else 0]
            count = self._children[parent] = self._children.get(parent, 0) + 1
            name = (*parent, count)
            self.of.append(name)
            self.number[name] = thread


class Branch:
    """A step to be taken, and what is to be done after it.

    Attributes:
        thread: whose step it is.
        op: what it will do; its objects have the numbers of the execution that it was found in.
        then: the steps to take next, one after the other from the same point.

    """

    __slots__ = ("op", "then", "thread")

    def __init__(self, thread: Name, op: Operation) -> None:
        self.thread = thread
        self.op = op
        self.then: list[Branch] = []


APART, FIRST, LATER = range(3)
"""Where a step stands to a sequence: outside and independent of all of it, so that it might as well
come first; in it, and may come first; or in it or dependent on it, and may not."""


class Sequence:
    """Steps to be taken from some point of the execution at hand.

    Args:
        order: the order of the execution.
        events: events of it, in their order;
        last: and then this.

    """

    def __init__(self, order: Order, events: int, last: Reversal | None) -> None:
        self._order = order
        self._events = events
        self._last = last

    def place(self, thread: int, op: Operation) -> int:
        """Where the next step of *thread*, which is *op* if it is not in the sequence, stands."""
        order, events, last = self._order, self._events, self._last
        own = order.own.get(thread, 0) & events
        if own:
            first = own & -own
            return FIRST if order.before[first.bit_length() - 1] & events == first else LATER
        if last is not None:
            if last.thread == thread:
                return LATER if last.past & events else FIRST
            if order.depend(thread, op, last.thread, last.op):
                return LATER
        return LATER if order.dependents(thread, op) & events else APART

    def without(self, thread: int) -> Sequence:
        """The rest after the first step of *thread*."""
        own = self._order.own.get(thread, 0) & self._events
        if own:
            return Sequence(self._order, self._events ^ (own & -own), self._last)
        return Sequence(self._order, self._events, None)

    def steps(self) -> Iterator[tuple[int, Operation]]:
        """The steps: (thread, operation)."""
        left = self._events
        while left:
            first = left & -left
            left ^= first
            yield self._order.events[first.bit_length() - 1]
        if self._last is not None:
            yield self._last.thread, self._last.op


def insert(
    branches: list[Branch],
    sequence: Sequence,
    upcoming: Upcoming,
    contained: bool,
) -> bool:
    """Make sure that one of *branches* leads to where *sequence* leads.

    Args:
        branches: what is to be done from some point of the execution at hand.
        sequence: what should be among it.
        upcoming: tells what a thread of the execution does next.
        contained: whether to follow branches only as far as they are steps of the sequence.

    Returns:
        False if nothing was done, for a branch leads on with other steps.

    """
    while True:
        for branch in branches:
            thread, op = upcoming.of(branch)
            if op is None:
                continue
            place = sequence.place(thread, op)
            if place == LATER:
                continue
            if place == FIRST:
                sequence = sequence.without(thread)
            elif contained:
                return False
            upcoming.take(thread, place == FIRST)
            if not branch.then:
                return True
            branches = branch.then
            break
        else:
            for thread, op in sequence.steps():
                branch = Branch(upcoming.names.of[thread], op)
                branches.append(branch)
                branches = branch.then
            return True


class Upcoming:
    """What the threads of the execution at hand do next, as a tree is followed from some point.

    Args:
        execution: the execution.
        order: its order.
        names: the names of its threads.
        start: how many events come before the point.

    """

    def __init__(self, execution: Execution, order: Order, names: Names, start: int) -> None:
        self.names = names
        self._execution = execution
        self._order = order
        self._start = start
        self._taken = (1 << start) - 1
        self._strayed: set[int] = set()

    def of(self, branch: Branch) -> tuple[int, Operation | None]:
        """The thread of *branch*, and what it does there, in the numbers of this execution.

        The operation is None if it cannot be told: the thread has not come there in this execution,
        and the operation is done to something that was first met after the point.
        """
        thread = self.names.number.get(branch.thread, -1)
        if thread < 0:
            return thread, None
        if thread in self._strayed:
            return thread, branch.op if self._met(branch.op) else None
        op = self._next(thread, self._taken)
        return thread, None if op is None else op._replace(kind=branch.op.kind)

    def take(self, thread: int, contained: bool) -> None:
        """Go on after the next step of *thread*, which is or is not among the events."""
        if not contained:
            self._strayed.add(thread)
            return
        left = self._order.own.get(thread, 0) & ~self._taken
        self._taken |= left & -left

    def _next(self, thread: int, taken: int) -> Operation | None:
        """What *thread* does after the events *taken*; None if it has ended."""
        left = self._order.own.get(thread, 0) & ~taken
        if left:
            return self._order.events[(left & -left).bit_length() - 1][1]
        standing = self._execution.threads[thread]
        return None if standing.finished else standing.normal or standing.op

    def _met(self, op: Operation) -> bool:
        """Whether what *op* is done to was met before the point, so that its number is the same."""
        highest = max((done.obj for _, done in self._order.events[: self._start]), default=0)
        before = (1 << self._start) - 1
        for thread in self._execution.threads:
            birth = self._execution.births.get(thread.index, -1)
            if birth < self._start:
                announced = self._next(thread.index, before)
                if announced is not None:
                    highest = max(highest, announced.obj)
        return (
            max(
                [op.obj, *(read.obj for read in op.detail)]
                if op.kind is SPIN and op.detail
                else [op.obj]
            )
            <= highest
        )
