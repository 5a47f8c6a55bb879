"""What a thread looked at before it began to wait to be notified: what it waits for."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import one_line
from treadle.story.patterns.pattern import is_test, listed, overlap, same_function, seen_as, what
from treadle.trace import Event

_LOCKED = ("acquire", "reacquire")
"""Actions after which a thread has the lock of a condition."""

_PASSED = ("read", "write", "notify", "error")
"""What a thread may do between its look and the wait."""


def last_look(moments: Moments, wait: int) -> list[int]:
    """What the thread that begins to wait at *wait* read just before, to decide whether it has to.

    That is what it read since it got the lock, or else what it looked at before it took that.
    """
    waits = moments[wait]
    found: list[int] = []
    locked = False
    for i in range(wait - 1, -1, -1):
        moment = moments[i]
        if moment.thread != waits.thread:
            continue
        if moment.action in _LOCKED:
            if found or locked or moment.action == "reacquire":
                break
            locked = True
        elif moment.action not in _PASSED:
            break
        elif _is_seen(moment, waits) and (not locked or _is_test_of(moment, waits)):
            found.append(i)
    found.reverse()
    return [i for i in found if _decides(moments[i], waits)] or found


def _is_seen(moment: Event, waits: Event) -> bool:
    """Whether *moment* reads a value, and not only what its thread waits with, or how long."""
    source = "" if waits.place is None else waits.place.source
    if one_line(moment, waits) and not is_test(moment) and "wait_for(" not in source:
        return False
    return moment.action == "read" and moment.value not in (None, what(moment), waits.target)


def _is_test_of(moment: Event, waits: Event) -> bool:
    return is_test(moment) and same_function(moment, waits)


def _decides(read: Event, waits: Event) -> bool:
    """Whether *read* is of a test, or of a function that is called to decide."""
    return is_test(read) or not same_function(read, waits)


def is_woken(moments: Moments, look: int) -> bool:
    """Whether it was a notification after which its thread looked at the moment *look*."""
    for i in range(look - 1, -1, -1):
        if moments[i].thread == moments[look].thread and moments[i].action not in _PASSED:
            return moments[i].action == "reacquire"
    return False


def in_the_end(moments: Moments, read: Event) -> str | None:
    """The last value of what *read* read, as far as it is known."""
    value = read.value
    for moment in moments:
        if moment.action == "write" and overlap(moment, read):
            value = moment.value if moment.part == read.part else None
    return value


def has_changed(moments: Moments, read: Event) -> bool:
    """Whether what *read* read is something else in the end."""
    return in_the_end(moments, read) not in (None, read.value)


def told(moments: Moments, look: list[int]) -> str:
    """What was read at *look*: "full as True and closed as False"."""
    last = {what(moments[i]): what(moments[i]) + seen_as(moments[i]) for i in look}
    return listed(list(last.values()))
