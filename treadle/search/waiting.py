"""What a primitive lets pass: its state, as far as operations that wait depend on it.

The search asks whether an operation would have to wait if some others had not been done. It cannot
ask the primitive, which is in the state of the end of the execution; so it follows the states of
all primitives itself, event by event.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from treadle.operation import (
    ACQUIRE,
    AWAIT,
    CALLED_OFF,
    CLEAR,
    DOWN,
    END,
    GET,
    GIVE_BACK,
    IDLE_WAKE,
    JOIN,
    NOTIFY,
    POLL,
    POST,
    PUT,
    REACQUIRE,
    RELEASE,
    SELECT,
    SET,
    TRY,
    TRY_DOWN,
    UNHEARD,
    UP,
    WAIT,
    WAKE,
    Kind,
    Operation,
)

MAY_WAIT = frozenset({ACQUIRE, REACQUIRE, DOWN, AWAIT, GET, JOIN, SELECT, CALLED_OFF})
"""What may have to wait for the state of a primitive."""

TRIES = {TRY.name: (ACQUIRE, TRY), TRY_DOWN.name: (DOWN, TRY_DOWN)}
"""What does not wait, and comes to nothing where something else would have to wait: by its name,
that other kind, and its own kind if it comes to something."""


class State(NamedTuple):
    """The state of one primitive.

    Attributes:
        permits: of a semaphore; items of a queue; 1 for an event that is set, a thread that
            has ended.
        owner: who holds the lock.
        waiting: who waits to be notified, and by which condition, in order.
        notified: who has been.

    """

    permits: int
    owner: int | None = None
    waiting: tuple[tuple[int, int], ...] = ()
    notified: frozenset[int] = frozenset()

    def allows(self, thread: int, kind: Kind, op: Operation) -> bool:
        """Whether *op* of *thread*, done as one of *kind*, would not have to wait."""
        if kind is ACQUIRE:
            return self.owner is None
        if kind is REACQUIRE:
            # The lock of a condition that stands for itself is taken in a step of its own.
            return thread in self.notified and (self.owner is None or op.obj == op.detail)
        return self.permits > 0 and kind is not CALLED_OFF

    def after(self, thread: int, op: Operation) -> State:
        """The state after *op* of *thread*, which was done and came to something."""
        kind = op.kind
        if not self.waiting and not self.notified:  # as nearly always, and then it is found
            if kind is ACQUIRE or kind is TRY or kind is REACQUIRE:
                return _unawaited(self.permits, thread)
            if kind is RELEASE:
                return _unawaited(self.permits, None)
        if kind is ACQUIRE or kind is TRY or kind is REACQUIRE:
            still = tuple(w for w in self.waiting if w[0] != thread)
            return State(self.permits, thread, still, self.notified - {thread})
        if kind is RELEASE:
            return State(self.permits, None, self.waiting, self.notified)
        if kind is WAIT:
            waiting = (*self.waiting, (thread, op.detail))
            return State(self.permits, None, waiting, self.notified)
        if kind is NOTIFY:
            condition, n = op.detail
            woken = [w for w in self.waiting if w[1] == condition][:n]
            if not woken:
                return self
            still = tuple(w for w in self.waiting if w not in woken)
            return State(self.permits, self.owner, still, self.notified.union(w[0] for w in woken))
        if kind is UP or kind is PUT or kind is GIVE_BACK:
            return _unawaited(self.permits + (op.detail or 1), None)
        if kind is DOWN or kind is GET or kind is TRY_DOWN:
            return _unawaited(self.permits - 1, None)
        if op.detail == UNHEARD:
            return self
        if kind is POST or kind is WAKE or kind is IDLE_WAKE:
            return _unawaited(self.permits + 1, None)
        return _unawaited(0 if kind in _EMPTIES else 1, None)


@cache
def _unawaited(permits: int, owner: int | None) -> State:
    """The state of a primitive that nobody waits for under a condition."""
    return State(permits, owner)


_EMPTIES = (CLEAR, POLL, SELECT)

CHANGES = frozenset(
    {
        ACQUIRE,
        TRY,
        REACQUIRE,
        RELEASE,
        WAIT,
        NOTIFY,
        UP,
        GIVE_BACK,
        PUT,
        DOWN,
        GET,
        TRY_DOWN,
        SET,
        CLEAR,
        END,
    }
    | {POST, WAKE, IDLE_WAKE, POLL, SELECT}
)
"""What changes the state of a primitive."""
