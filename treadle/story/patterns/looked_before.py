"""Who waits at a queue, or for an event, for ever: for what it saw has been changed since."""

from __future__ import annotations

from dataclasses import replace

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import find
from treadle.story.patterns.pattern import Pattern, is_test, overlap, same_function, what
from treadle.trace import Blocked, Event

_AT_A_QUEUE = ("Queue.put", "Queue.get")


def with_the_look_before(moments: Moments, found: Pattern, one: Blocked) -> Pattern:
    """*found*, on *one* who waits for ever, with what it looked at before, and when.

    That is told if somebody else has changed it since, and it has not looked again.
    """
    here = moments.stuck(one)
    if found.at != here or not (one.call in _AT_A_QUEUE or one.action == "await"):
        return found
    looks = find(moments, "read", by=one.thread, before=here)
    looks = [i for i in looks if is_test(moments[i])]
    if not looks or not same_function(moments[looks[-1]], moments[here]):
        return found
    looked = moments[looks[-1]]
    changes = [i for i in range(looks[-1] + 1, len(moments)) if _changes(moments[i], looked)]
    since = [moments[i] for i in find(moments, by=one.thread, after=looks[-1], before=here)]
    got_through = any(m.place != one.place and m.target == one.target for m in since)
    if not changes or got_through:
        return found
    change = moments[changes[0]]
    me, they, x = moments.name(looked), moments.name(change), what(looked)
    does = {"set": "sets it", "clear": "clears it"}.get(change.action, f"makes it {change.value}")
    return replace(
        found,
        sentence=f"{found.sentence} {me} has looked at {x} ({looked.value}) before {they} {does}.",
        at=changes[0],
        remark=f"{me} has looked before",
        moments=tuple(sorted({*found.moments, looks[-1], changes[0]})),
    )


def _changes(moment: Event, looked: Event) -> bool:
    """Whether *moment* makes something else of what another thread saw when it *looked*."""
    if moment.thread == looked.thread or looked.value is None:
        return False
    if moment.action in ("set", "clear"):
        return moment.obj == looked.obj and looked.value == str(moment.action == "clear")
    return (
        moment.action == "write"
        and overlap(moment, looked)
        and moment.value not in (None, looked.value)
    )
