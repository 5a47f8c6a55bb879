"""What happens before what in an execution: a partial order, kept as bit sets of its events.

The events of an execution are numbered; a set of them is an integer, bit *i* for event *i*. One
event *happens before* another if a chain of steps leads from the one to the other, each from an
event to a later one of the same thread, or of a thread that it started, or one that depends on it,
or from a time to a later one (if the clock moved on in between because nobody could run).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable

from treadle.kernel import Execution
from treadle.operation import (
    ASLEEP,
    CALLED_OFF,
    END,
    MEMORY,
    NOTHING,
    SLEEP,
    SPIN,
    WAKE,
    Operation,
    dependent,
    parts_of,
)
from treadle.search.waiting import CHANGES, State
from treadle.virtual_thread import VirtualThread


class Order:
    """The order of the execution under way, of which events are added and taken off at the end.

    Attributes:
        events: (thread, operation).
        before: of each event, the events that happen before it, itself included.
        own: of each thread, its events.
        expired: the timeouts that fired because all others were blocked or asleep.
        slept: the sleeps that are over.
        sleeps_ordered: whether two sleeps depend on each other. They do in a program that may time
            out: which of the others is still asleep then is for the order of all of them to say.

    """

    def __init__(self) -> None:
        self.events: list[tuple[int, Operation]] = []
        self.before: list[int] = []
        self.own: dict[int, int] = {}
        self.expired = 0
        self.slept = 0
        self.sleeps_ordered = False
        self.threads: list[VirtualThread] = []
        self._daemons = 0  # the threads that are daemons, as a bit set
        self._done_by_daemons = 0
        self._ends = 0
        # Events by what they are done to: by the object, if to the whole of it; by the object and
        # the part; and these also by minus the object.
        self._touched: dict[Hashable, int] = {}
        self._written: dict[Hashable, int] = {}
        # By object: the events that gave it something, each as often as it gave; and who took.
        self._gifts: dict[int, list[int]] = {}
        self._given: dict[int, int] = {}
        self._taken: dict[int, int] = {}
        self._states: dict[int, State] = {}  # after an event
        self._initial: dict[int, State] = {}
        self._births: dict[int, int] = {}

    def begin(self, execution: Execution) -> None:
        """Take from *execution* what is not among its events."""
        self.threads = execution.threads
        self._births = execution.births
        self._initial = {obj: State(count) for obj, count in execution.initial.items()}
        self._daemons = sum(1 << t.index for t in execution.threads if t.daemon)

    # -- asking --------------------------------------------------------------------------------

    def past(self, thread: int) -> int:
        """What happens before *thread* announces its next operation."""
        own = self.own.get(thread)
        if own:
            return self.before[own.bit_length() - 1]
        birth = self._births.get(thread, -1)
        return self.before[birth] if birth >= 0 else 0

    def dependents(self, thread: int, op: Operation) -> int:
        """The events of other threads that depend on *op* of *thread*."""
        kind, obj, part, detail = op
        if kind.idle:
            return (1 << len(self.before)) - 1 & ~self.own.get(thread, 0)
        found = self.expired
        if obj != NOTHING:
            events = self._touched if kind.writes else self._written
            found |= events.get(obj, 0) | events.get(-obj if part is None else (obj, part), 0)
            if kind.gives:
                found &= ~self._taken.get(obj, 0)
            elif kind.takes:
                found &= ~self._given.get(obj, 0)
            if detail is not None and kind in MEMORY:
                for other in detail:
                    found |= _done_to(other, self._touched if other.kind.writes else self._written)
            if self.sleeps_ordered and (kind is CALLED_OFF or kind in ASLEEP):
                found |= self.slept
        elif kind is SLEEP:
            if self.sleeps_ordered:
                found |= self.slept
        elif kind is SPIN:
            for read in detail or ():
                found |= self._changing(read)
        if self._daemons:
            # The program ends with the last thread that is no daemon, and cuts the others short.
            if self._daemons >> thread & 1:
                found |= self._ends
            elif kind is END:
                found |= self._done_by_daemons
        return found & ~self.own.get(thread, 0)

    def depend(self, a: int, op: Operation, b: int, other: Operation) -> bool:
        """Whether *op* of the thread *a* and *other* of the thread *b* depend on each other."""
        if dependent(op, other):
            return True
        if op.kind in ASLEEP and other.kind in ASLEEP:
            return self.sleeps_ordered
        if op.kind is END or other.kind is END:
            daemon = self.threads[a].daemon
            if daemon != self.threads[b].daemon:
                return (other if daemon else op).kind is END
        return False

    def last(self, events: int) -> int:
        """Those of *events* that none of the others happens after."""
        found = left = events
        while left:
            event = left.bit_length() - 1
            left ^= 1 << event
            found &= ~self.before[event] | 1 << event
        return found

    def unaffected(self, i: int, end: int) -> int:
        """The events after *i*, and before *end*, that event *i* does not happen before."""
        before = self.before
        found = 0
        for j in range(i + 1, end):
            if not before[j] >> i & 1:
                found |= 1 << j
        return found

    def leading_to(self, thread: int, op: Operation) -> int:
        """The events of other threads that *op* of *thread* comes after, if it comes next."""
        return self.dependents(thread, op) | self.source(op)

    def source(self, op: Operation, events: int = -1) -> int:
        """The event that gives what *op* takes, after *events*; 0 if it does not take, or waits."""
        gifts = self._gifts.get(op.obj) if op.kind.takes else None
        if gifts is None:
            return 0
        if events != -1:
            gifts = [event for event in gifts if events >> event & 1]
        taken = (self._taken.get(op.obj, 0) & events).bit_count()
        place = taken - self._initial.get(op.obj, _UNTOUCHED).permits
        return 1 << gifts[place] if 0 <= place < len(gifts) else 0

    def state(self, obj: int, events: int) -> State:
        """The state of the primitive *obj* after those of *events* that were done to it."""
        gifts = self._gifts.get(obj)
        if gifts:  # in no order with what was taken
            given = sum(events >> event & 1 for event in gifts)
            taken = (self._taken.get(obj, 0) & events).bit_count()
            return State(self._initial.get(obj, _UNTOUCHED).permits + given - taken)
        done = self._written.get(obj, 0) & events
        if done:
            return self._states[done.bit_length() - 1]
        return self._initial.get(obj, _UNTOUCHED)

    def changes(self, thread: int, op: Operation, end: int) -> int:
        """The events that changed what *thread* had read before it came to *op*, a SPIN.

        Args:
            thread: the thread that spins.
            op: what it waits with.
            end: the event as which it goes on.

        """
        reads = list(op.detail or ())
        own = self.own.get(thread, 0)
        left = own & ((1 << end) - 1)
        found = 0
        while reads and left:
            event = left.bit_length() - 1
            left ^= 1 << event
            for done in reversed(parts_of(self.events[event][1])):
                if reads and (done.obj, done.part) == (reads[-1].obj, reads[-1].part):
                    found |= self._changing(reads.pop()) & ~self.before[event]
        return found & ~own

    # -- growing and shrinking -----------------------------------------------------------------

    def add(self, thread: int, op: Operation, past: int, dependents: int) -> None:
        """Add *op* of *thread*, with some of what happens before it, and what it depends on."""
        before = self.before
        bit = 1 << len(before)
        while dependents:
            past |= before[dependents.bit_length() - 1]
            dependents &= ~past
        kind, obj, part, detail = op
        if obj != NOTHING:
            touched, written = self._touched, self._written
            if part is None:
                touched[obj] = touched.get(obj, 0) | bit
                if kind.writes:
                    if kind in CHANGES:
                        self._states[len(before)] = self.state(obj, bit - 1).after(thread, op)
                    written[obj] = written.get(obj, 0) | bit
                    if kind.gives:
                        self._given[obj] = self._given.get(obj, 0) | bit
                        self._gifts.setdefault(obj, []).extend([len(before)] * (detail or 1))
                    elif kind.takes:
                        self._taken[obj] = self._taken.get(obj, 0) | bit
            else:
                for key in ((obj, part), -obj):
                    touched[key] = touched.get(key, 0) | bit
                    if kind.writes:
                        written[key] = written.get(key, 0) | bit
            if detail is not None and kind in MEMORY:
                self._touch(detail, bit)
            if kind.idle:
                self.expired |= bit
            elif kind is WAKE:
                self.slept |= bit
            elif kind is END and not self._daemons >> thread & 1:
                self._ends |= bit
        elif kind is SLEEP:
            self.slept |= bit
        elif kind is SPIN:
            self._touch(detail or (), bit)
        if self._daemons >> thread & 1:
            self._done_by_daemons |= bit
        self.events.append((thread, op))
        before.append(past | bit)
        self.own[thread] = self.own.get(thread, 0) | bit

    def _touch(self, ops: tuple[Operation, ...], bit: int) -> None:
        """Note what else the event *bit* reads and writes."""
        for kind, obj, part, _ in ops:
            for key in (obj,) if part is None else ((obj, part), -obj):
                self._touched[key] = self._touched.get(key, 0) | bit
                if kind.writes:
                    self._written[key] = self._written.get(key, 0) | bit

    def _changing(self, op: Operation) -> int:
        """The events that change what *op* is done to."""
        return _done_to(op, self._written)

    def cut(self, length: int) -> None:
        """Take off the events from *length* on."""
        keep = (1 << length) - 1
        del self.events[length:]
        del self.before[length:]
        self._touched = {key: events & keep for key, events in self._touched.items()}
        self._written = {key: events & keep for key, events in self._written.items()}
        for gifts in self._gifts.values():
            del gifts[bisect_left(gifts, length) :]
        self._given = {obj: events & keep for obj, events in self._given.items()}
        self._taken = {obj: events & keep for obj, events in self._taken.items()}
        self.own = {thread: events & keep for thread, events in self.own.items()}
        self.expired &= keep
        self.slept &= keep
        self._ends &= keep
        self._done_by_daemons &= keep


def _done_to(op: Operation, events: dict[Hashable, int]) -> int:
    """Those of *events* that are done to the same as *op*."""
    part = -op.obj if op.part is None else (op.obj, op.part)
    return events.get(op.obj, 0) | events.get(part, 0)


_UNTOUCHED = State(0)
