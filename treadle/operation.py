"""What a thread is about to do: its next *operation*, and when two operations depend on each other.

A thread announces an operation before it performs it. Two operations are *independent* if doing
them in either order leads to the same state; the search need then try only one order. Everything
the search knows about a program is in this relation, so it is kept small: an operation names one
object, perhaps one part of it, and says whether it changes it.

The operations of a condition variable name the lock under which they all happen, which is what
orders them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """A kind of operation.

    Attributes:
        name: what it is called in a story.
        writes: whether it changes its object.
        idle: whether it is done only while every other thread is blocked or asleep.
        gives: whether it adds a permit or an item to its object, or several.
        takes: whether it takes one away, the oldest. Who gives and who takes are independent if
            there is one without it, and if there is not, the one has to wait for the other.

    """

    name: str
    writes: bool
    idle: bool = False
    gives: bool = False
    takes: bool = False


BEGIN = Kind("begin", False)
END = Kind("end", True)
JOIN = Kind("join", False)
READ = Kind("read", False)
WRITE = Kind("write", True)
ACQUIRE = Kind("acquire", True)
TRY = Kind("try", True)
RELEASE = Kind("release", True)
WAIT = Kind("wait", True)
REACQUIRE = Kind("reacquire", True)
NOTIFY = Kind("notify", True)
DOWN = Kind("down", True, takes=True)
TRY_DOWN = Kind("try-down", True, takes=True)
UP = Kind("up", True, gives=True)
GIVE_BACK = Kind("give-back", True)  # fails if there are as many permits as at first
SET = Kind("set", True)
CLEAR = Kind("clear", True)
AWAIT = Kind("await", False)
PUT = Kind("put", True, gives=True)
GET = Kind("get", True, takes=True)
TIMEOUT = Kind("timeout", False)
IDLE_TIMEOUT = Kind("timeout", False, idle=True)
SLEEP = Kind("sleep", False)
SPIN = Kind("spin", False)
FUTURE = Kind("future", False)
POST = Kind("post", True)
POLL = Kind("poll", True)
SELECT = Kind("select", True)
WAKE = Kind("wake", True)
IDLE_WAKE = Kind("wake", True, idle=True)
CALLED_OFF = Kind("called-off", True)
PRINT = Kind("print", False)

LOCKING = {ACQUIRE: 1, TRY: 1, RELEASE: -1}
"""What only takes and gives back a lock, and by how much more is held afterwards."""

MEMORY = (READ, WRITE)
"""What is done to memory that threads share."""

ASLEEP = frozenset({SLEEP, WAKE, IDLE_WAKE})
"""What somebody does next who only waits for time to pass."""

OUTSIDE = "what lies outside"
"""The part that stands for files and for settings of the process."""

UNHEARD = "unheard"
"""The detail of a POST that does not wake the loop, if it waits."""

NOTHING = 0
"""The object of an operation that touches nothing shared."""


class Operation(NamedTuple):
    """One announced operation.

    Attributes:
        kind: what is done.
        obj: the number of the object it is done to, the same in every execution with the same
            past; `NOTHING` for an operation that is independent of all others.
        part: the attribute, key or variable of the object; None for the whole of it.
        detail: what else its effect depends on: the number of waiters to notify, the permits to
            give back, the condition that is waited on, what a thread that spins has read, what
            else a call of C reads or writes in the same step.

    """

    kind: Kind
    obj: int
    part: Any = None
    detail: Any = None

    def instead(self, kind: Kind) -> Operation:
        """The same, as one of *kind*."""
        return Operation(kind, self.obj, self.part, self.detail)


@cache
def whole(kind: Kind, obj: int) -> Operation:
    """*kind* done to the whole of *obj*: to find an operation is faster than to make one."""
    return Operation(kind, obj)


@cache
def in_vain(kind: Kind) -> Kind:
    """What *kind* is if it comes to nothing."""
    return kind._replace(writes=False, takes=False)


def at_once(ops: list[Operation]) -> Operation:
    """The operation that is all *ops*, done to memory, in one step.

    It goes by the last: if any of them writes, that one does.
    """
    *others, last = ops
    return Operation(last.kind, last.obj, last.part, tuple(others)) if others else last


def parts_of(op: Operation) -> tuple[Operation, ...]:
    """What *op* does, object by object; one that spins reads again what it has read."""
    kind = op.kind
    if op.detail is None or kind not in _OF_PARTS:
        return (op,)
    if kind is SPIN:
        return tuple(op.detail)
    return (*op.detail, Operation(kind, op.obj, op.part))


_OF_PARTS = (READ, WRITE, SPIN)


def dependent(a: Operation, b: Operation) -> bool:
    """Whether the order of the operations *a* and *b* of two threads can matter."""
    kind, obj, part, detail = a
    other_kind, other_obj, other_part, other_detail = b
    if kind.idle or other_kind.idle:
        return True  # whoever was blocked or asleep had to come to that first
    if (detail is not None and kind in _OF_PARTS) or (
        other_detail is not None and other_kind in _OF_PARTS
    ):
        return any(dependent(own, other) for own in parts_of(a) for other in parts_of(b))
    if obj != other_obj or obj == NOTHING:
        return False
    if not (kind.writes or other_kind.writes):
        return False
    if (kind.gives and other_kind.takes) or (kind.takes and other_kind.gives):
        return False
    return part is None or other_part is None or bool(part == other_part)
