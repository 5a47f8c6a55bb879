"""Wakeup trees: what is still to be run from a point of an execution, and in which order.

A branch is a step of one thread; a path from the root to a leaf is a sequence of steps that must be
taken before the search is free again. Following it to the end wakes everybody who is asleep, so
that no execution is begun that turns out to be covered.

Threads are called by names that are the same in every execution (see `Names`), for the sequences in
one tree come from different ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from treadle.kernel import Execution
from treadle.operation import MEMORY, SPIN, Operation, dependent, parts_of
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
        sure: of the last step of a sequence: whether it is certain that everybody is awake then.

    """

    __slots__ = ("op", "sure", "then", "thread")

    def __init__(self, thread: Name, op: Operation) -> None:
        self.thread = thread
        self.op = op
        self.then: list[Branch] = []
        self.sure = True


_READS = (*MEMORY, SPIN)

APART, FIRST, LATER, UNKNOWN = range(4)
"""Where a step stands to a sequence: outside and independent of all of it, so that it might as well
come first; in it, and may come first; in it or dependent on it, and may not; or unknown."""


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


def insert(branches: list[Branch], sequence: Sequence, upcoming: Upcoming, contained: bool) -> bool:
    """Make sure that one of *branches* leads to where *sequence* leads.

    Args:
        branches: what is to be done from some point of the execution at hand.
        sequence: what should be among it.
        upcoming: tells what a thread of the execution does next.
        contained: whether to follow branches only as far as they are steps of the sequence.

    Returns:
        False if nothing was done, for a branch leads on with other steps.

    """
    sure = True
    leaf: Branch | None = None
    while leaf is None or leaf.then:
        for branch in branches:
            thread, place = upcoming.place(branch, sequence)
            if place == UNKNOWN:
                sure = False
            elif place != LATER:
                break
        else:
            break
        if place == FIRST:
            sequence = sequence.without(thread)
        elif contained:
            return False
        upcoming.take(thread, place == FIRST)
        leaf, branches = branch, branch.then
    else:
        if leaf.sure:
            return True
        sure = False
    for thread, op in sequence.steps():
        leaf = Branch(upcoming.names.of[thread], op)
        branches.append(leaf)
        branches = leaf.then
    if leaf is not None:
        leaf.sure = sure
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

    def place(self, branch: Branch, sequence: Sequence) -> tuple[int, int]:
        """The thread of *branch*, and where its step stands to *sequence*."""
        thread = self.names.number.get(branch.thread, -1)
        if thread < 0:
            return thread, UNKNOWN
        if thread not in self._strayed:
            op = self._next(thread)
            if op is None or (branch.op.kind in MEMORY and op.kind not in _READS):
                return thread, UNKNOWN  # what it does here hangs on something no step tells of
            return thread, sequence.place(thread, op.instead(branch.op.kind))
        # The thread did not come there in this execution, so what is met on the way may have
        # other numbers than in the execution that the branch comes from.
        met = bisect_right(self._execution.met, self._start)
        if branch.op.kind is SPIN or any(part.obj > met for part in parts_of(branch.op)):
            if any(_similar(branch.op, op, met) for _, op in sequence.steps()):
                return thread, UNKNOWN
            return thread, APART
        return thread, sequence.place(thread, branch.op)

    def take(self, thread: int, contained: bool) -> None:
        """Go on after the next step of *thread*, which is or is not among the events."""
        if not contained:
            self._strayed.add(thread)
            return
        left = self._order.own.get(thread, 0) & ~self._taken
        self._taken |= left & -left

    def _next(self, thread: int) -> Operation | None:
        """What *thread* does next; None if it has ended."""
        left = self._order.own.get(thread, 0) & ~self._taken
        if left:
            return self._order.events[(left & -left).bit_length() - 1][1]
        standing = self._execution.threads[thread]
        if standing.finished and standing.called_off < 0:
            return None
        return standing.normal or standing.op


def _similar(op: Operation, other: Operation, met: int) -> bool:
    """Whether *op* and *other* might depend on each other if they are done to the same thing.

    Args:
        op: an operation on something that was met first in another execution.
        other: an operation of the execution at hand.
        met: up to which number things were met before the two executions parted.

    """
    if op.kind is SPIN or other.kind is SPIN or other.kind.idle:
        return True
    if len(parts_of(op)) > 1:
        return any(_similar(part, other, met) for part in parts_of(op))
    return other.obj > met and dependent(op._replace(obj=other.obj), other)
