"""Finding who did what, and when."""

from __future__ import annotations

from collections.abc import Iterator

from treadle.story.moment import Moments
from treadle.story.patterns.pattern import overlap
from treadle.trace import Event

EMPTY = ("[]", "deque([])", "{}", "set()")
"""The values of a collection that has nothing in it."""

FLAGS = ("True", "False")
"""The values of what only says whether something is so."""

NO_ANSWER = ("None", *FLAGS)
"""Values that are read to decide something, not to work something out from."""


def find(
    moments: Moments,
    *actions: str,
    by: int | None = None,
    to: Event | None = None,
    obj: int | None = None,
    after: int = -1,
    before: int | None = None,
) -> list[int]:
    """The indexes of the moments that are one of *actions*, or any if none is named.

    Of those only what is done *by* the thread of that number, to what *to* is done to, or to the
    object of the number *obj*, *after* one moment and *before* another.
    """
    return [
        i
        for i in range(after + 1, len(moments) if before is None else before)
        if (not actions or moments[i].action in actions)
        and by in (None, moments[i].thread)
        and obj in (None, moments[i].obj)
        and (to is None or overlap(moments[i], to))
    ]


def accesses(moments: Moments, action: str) -> Iterator[tuple[int, Event]]:
    """The indexes and accesses that are an *action*, "read" or "write", of the program itself."""
    for i, moment in enumerate(moments):
        if moment.action == action and moment.place is not None and not moment.call:
            yield i, moment


def last_before(moments: Moments, end: int, like: Event) -> int | None:
    """The last access before *end* by the thread of *like* to what it accesses."""
    for i in range(end - 1, -1, -1):
        moment = moments[i]
        if (
            moment.thread == like.thread
            and moment.action in ("read", "write")
            and overlap(moment, like)
        ):
            return i
    return None


def last_write(moments: Moments, end: int, like: Event) -> int | None:
    """The last write before *end*, by any thread, to what *like* accesses."""
    for i in range(end - 1, -1, -1):
        if moments[i].action == "write" and overlap(moments[i], like):
            return i
    return None


def foreign_write(moments: Moments, start: int, end: int, like: Event) -> int | None:
    """The last write between *start* and *end* by another thread to what *like* accesses."""
    for i in range(end - 1, start, -1):
        moment = moments[i]
        if (
            moment.action == "write"
            and moment.thread != moments[start].thread
            and overlap(moment, like)
        ):
            return i
    return None


def writers(moments: Moments, start: int, end: int, like: Event) -> list[str]:
    """The names of the other threads that write between *start* and *end*, in order."""
    return list(
        dict.fromkeys(
            moments.name(m)
            for m in moments[start:end]
            if m.action == "write" and m.thread != like.thread and overlap(m, like)
        )
    )


def about(*accesses: Event) -> frozenset[tuple[int, str]]:
    """What *accesses* access, for `Pattern.about`."""
    return frozenset((a.obj, a.part) for a in accesses if a.obj)


def one_line(a: Event, b: Event) -> bool:
    """Whether *a* and *b* are at the same line."""
    return a.place is not None and b.place is not None and a.place.line == b.place.line


def puts(moment: Event) -> bool:
    """Whether with *moment* somebody puts an item into a queue."""
    return moment.action == "put" or (moment.call, moment.action) == ("Queue.put", "notify")


def takes(moment: Event) -> bool:
    """Whether with *moment* somebody takes an item out of a queue."""
    return moment.action == "get" or (moment.call, moment.action) == ("Queue.get", "notify")
