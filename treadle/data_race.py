"""Data races: two accesses to one place, one of them a write, that no synchronisation orders.

The detector reads the events of one execution with vector clocks, after Flanagan and Freund,
"FastTrack: efficient and precise dynamic race detection" (PLDI 2009), with a table of clocks where
the paper has epochs, for executions are short. What happens before what is counted by
synchronisation alone: a lock given back and taken again, a thread started, ended and joined, a
permit, an event set and seen, an item put and got, a notification. (The search's own relation is of
no use here: to it every access orders those that depend on it.) So a race shows even in a schedule
in which nothing goes wrong, mostly in the first.

A race is one of variables: attributes, items, globals, closures. What a list or dict does in one
call of C is atomic in Python, so two such calls do not race with each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from treadle import verdict as verdicts
from treadle.kernel import Execution
from treadle.operation import OUTSIDE, Operation, parts_of
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread
from treadle.world.primitive import Primitive

Clock = dict[int, int]
"""For each thread, how many of its events are known to have happened before."""

_Access = tuple[int, int]
"""An event, and which part of it."""


@dataclass(frozen=True, slots=True)
class DataRace:
    """Two accesses that nothing orders.

    Attributes:
        first, second: the events, as indexes into `Execution.events`.
        parts: which of `parts_of` each it is.
        parent: the number of that of the two threads that started the other, None if neither did.

    """

    first: int
    second: int
    parts: tuple[int, int]
    parent: int | None = None


def first_race(execution: Execution) -> DataRace | None:
    """The data race of *execution*, which is over, whose second access comes first."""
    return _Detector(execution).run()


def verdict_of(race: DataRace, execution: Execution) -> Verdict:
    """The verdict on *execution*, which has that *race*."""
    (a, op), (b, other) = execution.events[race.first], execution.events[race.second]
    op, other = parts_of(op)[race.parts[0]], parts_of(other)[race.parts[1]]
    part = other.part if op.part is None else op.part
    assert part is not None
    name = part if isinstance(part, str) else f"item {part[0]!r}"
    names = [execution.threads[thread].name for thread in (a, b)]
    verbs = ["writes" if o.kind.writes else "reads" for o in (op, other)]
    return Verdict(
        verdicts.DATA_RACE,
        "data race",
        f"{names[0]} {verbs[0]} {name} and {names[1]} {verbs[1]} it, and nothing orders the two",
    )


class _Detector:
    """Walks through the events of an execution, with a clock for each thread and primitive."""

    def __init__(self, execution: Execution) -> None:
        self._execution = execution
        self._clocks: list[Clock] = [{} for _ in execution.threads]
        self._synced: dict[int, Clock] = {}  # what a primitive has been told
        self._notified: dict[int, Clock] = {}  # what those who notify a condition knew
        self._items: dict[int, list[Clock]] = {}  # what those who put items into a queue knew
        self._set: set[int] = set()  # events that are set
        self._stamps: list[int] = []  # by event: how many events its thread had had
        # By place: the last access of each thread; reads and writes apart.
        self._last: dict[tuple[int, Any, bool], dict[int, _Access]] = {}
        self._parts: dict[int, dict[Any, None]] = {}
        self._started: dict[int, list[int]] = {}
        for child, birth in execution.births.items():
            self._started.setdefault(birth, []).append(child)

    def run(self) -> DataRace | None:
        self._begin(-1)
        for index, (thread, op) in enumerate(self._execution.events):
            clock = self._clocks[thread]
            clock[thread] = clock.get(thread, 0) + 1
            self._stamps.append(clock[thread])
            if op.kind.name in ("read", "write"):
                for number, part in enumerate(parts_of(op)):
                    if not self._is_memory(part):
                        self._looked(clock, part.obj)
                    elif other := self._accessed((index, number), thread, part):
                        parts = other[1], number
                        return DataRace(other[0], index, parts, self._parent(other[0], thread))
            else:
                self._synchronised(clock, op)
            self._begin(index)
        return None

    def _begin(self, index: int) -> None:
        """Threads are started right after event *index*, by the thread that did it."""
        for child in self._started.get(index, ()):
            parent = self._execution.events[index][0] if index >= 0 else 0
            self._clocks[child].update(self._clocks[parent])

    def _parent(self, other: int, thread: int) -> int | None:
        execution = self._execution
        pair = (execution.events[other][0], thread)
        for parent, child in (pair, pair[::-1]):
            birth = execution.births.get(child, -1)
            if (execution.events[birth][0] if birth >= 0 else 0) == parent:
                return parent
        return None

    def _is_memory(self, op: Operation) -> bool:
        """Whether *op* accesses a variable, not a primitive, a thread, or what lies outside."""
        if op.part == OUTSIDE:
            return False
        kind = type(self._execution.kept[op.obj - 1])  # isinstance would ask the object
        return op.part is not None or not issubclass(kind, Primitive | VirtualThread)

    # -- accesses ------------------------------------------------------------------------------

    def _accessed(self, at: _Access, thread: int, op: Operation) -> _Access | None:
        """An earlier access that *op*, which is *at*, races with; None if there is none."""
        clock = self._clocks[thread]
        part = op.part
        parts = self._parts.setdefault(op.obj, {})
        # Of a whole only with its parts: two calls of C are atomic.
        others = [p for p in parts if p is not None] if part is None else [part, None]
        parts.setdefault(part)
        found: list[_Access] = []
        for other in others:
            for writes in (True, False) if op.kind.writes else (True,):
                for who, event in self._last.get((op.obj, other, writes), {}).items():
                    if who != thread and self._stamps[event[0]] > clock.get(who, 0):
                        found.append(event)
        self._last.setdefault((op.obj, part, op.kind.writes), {})[thread] = at
        return max(found, default=None)

    # -- synchronisation -----------------------------------------------------------------------

    def _looked(self, clock: Clock, obj: int) -> None:
        """Somebody asks a primitive for its state: to see an event set, a thread ended, orders."""
        if obj in self._set or type(self._execution.kept[obj - 1]) is VirtualThread:
            _join(clock, self._synced.get(obj, {}))

    def _synchronised(self, clock: Clock, op: Operation) -> None:
        name, obj = op.kind.name, op.obj
        if name in ("release", "wait", "up", "set", "end", "post"):
            _join(self._synced.setdefault(obj, {}), clock)
        elif name in ("acquire", "down", "await", "join", "poll", "select") or (
            name in ("try", "try-down") and op.kind.writes and obj not in self._items
        ):
            _join(clock, self._synced.get(obj, {}))
        elif name == "notify":
            _join(self._notified.setdefault(op.detail[0], {}), clock)
        elif name == "reacquire":
            _join(clock, self._synced.get(obj, {}))
            _join(clock, self._notified.get(op.detail, {}))
        elif name == "put":
            self._items.setdefault(obj, []).append(dict(clock))
        elif (name == "get" or (name == "try-down" and op.kind.writes)) and self._items.get(obj):
            _join(clock, self._items[obj].pop(0))
        if name == "set":
            self._set.add(obj)
        elif name == "clear":
            self._set.discard(obj)


def _join(clock: Clock, other: Clock) -> None:
    """Make *clock* know all that *other* knows."""
    for thread, count in other.items():
        if count > clock.get(thread, 0):
            clock[thread] = count
