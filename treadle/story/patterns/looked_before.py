"""Who waits at a queue, or for an event, for ever: for what it saw has been changed since."""

from __future__ import annotations

from dataclasses import replace

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import find, takes
from treadle.story.patterns.pattern import Pattern, is_test, overlap, same_function, what
from treadle.trace import Blocked, Event

_AT_A_QUEUE = ("Queue.put", "Queue.get")
_ASKING = ("Queue.empty", "Queue.full", "Queue.qsize")


def with_the_look_before(moments: Moments, found: Pattern, one: Blocked) -> Pattern:
    """*found*, on *one* who waits for ever, with what it looked at before, and when.

    That is told if somebody else has changed it since, and it has not looked again.
    """
    here = moments.stuck(one)
    if found.at != here or not (one.call in _AT_A_QUEUE or one.action == "await"):
        return found
    asked = _asked_the_queue(moments, one, here)
    if asked is not None:
        return _with_the_question(moments, found, *asked)
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


def _with_the_question(moments: Moments, found: Pattern, at: int, change: int) -> Pattern:
    """*found*, with the question about a queue *at* a moment, and the *change* after it."""
    asked, changed = moments[at], moments[change]
    me, call = moments.name(asked), asked.call.rpartition(".")[2]
    does = "puts one in" if changed.call == "Queue.put" else "takes one out"
    question = f"{me} has asked {asked.target}.{call}() before {moments.name(changed)} {does}."
    return replace(
        found,
        sentence=f"{found.sentence} {question}",
        at=change,
        remark=f"{me} has looked before",
        moments=tuple(sorted({*found.moments, at, change})),
    )


def _asked_the_queue(moments: Moments, one: Blocked, here: int) -> tuple[int, int] | None:
    """Where *one* asked the queue how full it is, and where somebody else changed that since."""
    if one.call not in _AT_A_QUEUE or not one.target:
        return None
    looks = [i for i in find(moments, by=one.thread, before=here) if moments[i].call in _ASKING]
    looks = [i for i in looks if moments[i].target == one.target][-1:]
    if not looks or not is_test(moments[looks[0]]):
        return None
    if not same_function(moments[looks[0]], moments[here]):
        return None
    moved = [i for i in range(looks[0], here) if _moves(moments[i], one)]
    if not moved or any(moments[i].thread == one.thread for i in moved):
        return None
    return looks[0], moved[0]


def _moves(moment: Event, one: Blocked) -> bool:
    """Whether at *moment* somebody does to the queue what *one* waits to do."""
    if moment.target != one.target:
        return False
    if one.call == "Queue.get":
        return takes(moment)
    return (moment.call, moment.action) == ("Queue.put", "notify")


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
