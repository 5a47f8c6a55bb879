"""Executions that aim at the usual mistakes: stale reads, half-done writes, locks that are held.

A thread that has just made itself vulnerable is *suspended* until another has struck:

* one that has read something, until another has written it (what was read is stale now);
* one that has written something, until another has read it (it has seen work half done);
* one that has taken a lock, until another waits for it (and may hold one that is wanted here).

So a single execution tries many bad orders at once, where a random one tries a few. Each thread is
suspended once for each thing. While all that could go on are suspended, one that holds a lock which
is wanted goes on, or else the one that was struck first, or else the one that has been suspended
for longest.

Which order the threads come in, and what they are suspended for, is the *plan*. The first plans are
fixed: together they are few and find most small bugs. Later ones are drawn by dice, as is whether a
thread is suspended or gets away this time. In half of them only what no lock protects counts (if
there is any such thing), for in a large program most of what is shared is none of the bug's
business.

Sources: Savage, Burrows, Nelson, Sobalvarro and Anderson, "Eraser: a dynamic data race detector for
multithreaded programs", ACM TOCS 15(4), 1997 (what no lock protects); Sen, "Race directed random
testing of concurrent programs", PLDI 2008 (a thread is suspended before a race); Joshi, Park, Sen
and Naik, "A randomized dynamic program analysis technique for detecting real deadlocks", PLDI 2009
(it is suspended with a lock in hand); Emmi, Qadeer and Rakamaric, "Delay-bounded scheduling", POPL
2011 (who would come first is delayed).
"""

from __future__ import annotations

from typing import NamedTuple

from treadle.kernel import Execution
from treadle.operation import (
    ACQUIRE,
    LOCKING,
    NOTHING,
    REACQUIRE,
    READ,
    RELEASE,
    WAIT,
    WRITE,
    Kind,
    Operation,
    dependent,
    parts_of,
)
from treadle.search.dice import Dice
from treadle.virtual_thread import VirtualThread

STALE, HALF_DONE, HOLDING = READ, WRITE, ACQUIRE
"""What a thread is suspended after."""


Spot = int | tuple[object]
"""A part of an object by its name alone, or a whole object by its number."""


class Plan(NamedTuple):
    """How an execution goes.

    Attributes:
        order: "newest" or "oldest" thread first, or "random".
        delay_first: whether the thread that would come first comes last instead.
        after: the kinds of operation after which a thread is suspended.
        at_once: whether one that was struck goes on at once, and not only when nobody else can.
        unprotected: whether reading or writing what a lock protects is nothing to suspend for.

    """

    order: str
    delay_first: bool
    after: tuple[Kind, ...]
    at_once: bool
    unprotected: bool = False


PLANS = (
    Plan("newest", False, (STALE,), True),
    Plan("newest", True, (HALF_DONE,), False),
    Plan("oldest", False, (STALE, HOLDING), False),
    Plan("oldest", False, (HALF_DONE,), False),
    Plan("newest", True, (STALE, HOLDING), False),
)
"""The plans of the first executions."""

_DRAWN = ((STALE,), (HALF_DONE,), (STALE, HOLDING), (STALE, HALF_DONE, HOLDING))


class Directed:
    """The strategy that suspends threads where that is likely to hurt.

    Args:
        seed: what the dice start with.

    """

    def __init__(self, seed: int = 0) -> None:
        self._dice = Dice(seed)
        self._executions = 0
        self._bare: set[Spot] = set()  # what was seen to be shared and not to be protected

    def start(self) -> bool:
        """Make the next plan; there is always one more."""
        dice = self._dice
        if self._executions < len(PLANS):
            self._plan = PLANS[self._executions]
        else:
            after = _DRAWN[dice.below(len(_DRAWN))]
            at_once, unprotected = dice.below(2) == 0, dice.below(2) == 0
            self._plan = Plan("random", False, after, at_once, unprotected and bool(self._bare))
        self._executions += 1
        self._seen = 0  # how many events
        self._suspended: dict[int, list[Operation]] = {}  # threads, and after what
        self._objects: set[int] = set()  # what somebody was ever suspended after
        self._struck: list[int] = []  # suspended threads, or such as were, that need not be now
        self._vulnerable: set[tuple[int, Kind, int, object]] = set()  # who was suspended for what
        self._holders: dict[int, int] = {}
        self._delayed: int | None = None
        self._ranks: list[int] = []
        return True

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        """Whoever of *enabled* is not suspended: the last one, or the first in the order."""
        for who, op in execution.events[self._seen :]:
            self._learn(who, op)
        self._seen = len(execution.events)
        if len(enabled) == 1:
            return enabled[0]
        plan, free = self._plan, enabled
        if self._suspended:
            if HOLDING in plan.after:
                wanted = _wanted(enabled, execution)
                for thread, after in list(self._suspended.items()) if wanted else ():
                    if any(op.kind is HOLDING and op.obj in wanted for op in after):
                        self._strike(thread)
            free = [t for t in enabled if t.index not in self._suspended]
            if not free:
                return self._forced(enabled, _wanted(enabled, execution))
        if plan.at_once:
            for thread in reversed(self._struck):
                for t in free:
                    if t.index == thread:
                        return t
        if last in free:
            return last
        if plan.delay_first and self._delayed is None:
            self._delayed = max(free, key=self._rank).index
        return max(free, key=self._rank)

    def finish(self, execution: Execution) -> None:
        """Learn what is shared, and what of it no lock protects."""
        held: dict[int, set[int]] = {}
        users: dict[tuple[int, object], set[int]] = {}
        locks: dict[tuple[int, object], set[int]] = {}
        written = set()
        for who, (kind, obj, part, _) in execution.events:
            mine = held.get(who)
            if mine is None:
                mine = held[who] = set()
            if kind is READ or kind is WRITE:
                whole = (obj, None)
                for at in (whole,) if part is None else ((obj, part), whole):
                    by = users.get(at)
                    if by is None:
                        users[at] = {who}
                        locks[at] = set(mine)
                    else:
                        by.add(who)
                        locks[at] &= mine
                    if kind is WRITE:
                        written.add(at)
            elif kind is RELEASE or kind is WAIT:
                mine.discard(obj)
            elif (kind in LOCKING or kind is REACQUIRE) and kind.writes:
                mine.add(obj)
        for at in written:
            if len(users[at]) > 1 and not locks[at]:
                self._bare.add(_spot(*at))

    def _rank(self, thread: VirtualThread) -> int:
        number = thread.index
        if number == self._delayed:
            return -(1 << 31)
        if self._plan.order == "random":
            while len(self._ranks) <= number:
                self._ranks.append(self._dice.below(1 << 31))
            return self._ranks[number]
        return number if self._plan.order == "newest" else -number

    def _forced(self, enabled: list[VirtualThread], wanted: set[int]) -> VirtualThread:
        """Who goes on while all are suspended."""
        by_number = {t.index: t for t in enabled}
        for obj, holder in self._holders.items():
            if obj in wanted and holder in by_number:
                return by_number[holder]
        waiting = [t for t in self._suspended if t in by_number]
        chosen = next((t for t in waiting if t in self._struck), waiting[0])
        del self._suspended[chosen]
        if chosen in self._struck:
            self._struck.remove(chosen)
        return by_number[chosen]

    def _strike(self, thread: int) -> None:
        if self._plan.at_once:
            del self._suspended[thread]
        if thread in self._struck:
            self._struck.remove(thread)
        self._struck.append(thread)

    def _learn(self, who: int, op: Operation) -> None:
        """Take in that *who* has done *op*."""
        kind = op.kind
        if kind is ACQUIRE or kind is REACQUIRE:
            self._holders[op.obj] = who
        elif kind is RELEASE or kind is WAIT:
            self._holders.pop(op.obj, None)
        if op.obj == NOTHING:
            return
        if self._suspended and (
            kind.idle or any(part.obj in self._objects for part in parts_of(op))
        ):
            for thread, after in list(self._suspended.items()):
                if thread != who and any(
                    a.kind is not HOLDING and a.kind.writes != kind.writes and dependent(a, op)
                    for a in after
                ):
                    self._strike(thread)
        if kind in self._plan.after:
            plain = kind is not HOLDING and self._plan.unprotected
            if plain and _spot(op.obj, op.part) not in self._bare:
                return
            key = (who, kind, op.obj, op.part)
            if key not in self._vulnerable:
                self._vulnerable.add(key)
                if self._plan.order != "random" or self._dice.below(2) == 0:
                    self._suspended.setdefault(who, []).append(op)
                    self._objects.update(part.obj for part in parts_of(op))


def _wanted(enabled: list[VirtualThread], execution: Execution) -> set[int]:
    """The locks that somebody waits for who is not *enabled*."""
    able = {t.index for t in enabled}
    return {t.op.obj for t in execution.alive if t.op.kind is ACQUIRE and t.index not in able}


def _spot(obj: int, part: object) -> Spot:
    """What the part of an object is called: numbers of objects are not the same everywhere."""
    return (part,) if part is not None else obj
