"""Patterns in which a signal is lost: of a condition or of an event."""

from __future__ import annotations

from treadle.naming import CHECKS
from treadle.story.moment import Moments
from treadle.story.patterns.pattern import (
    Pattern,
    all_who_wait,
    overlap,
    same_function,
    seen_as,
    waiting,
    what,
)
from treadle.trace import Blocked, Event


def lost_wake_up(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A is to be notified, and nobody does, or somebody did before A waited."""
    me, x = moments.name(one.thread), one.target
    calls = [i for i, m in enumerate(moments) if m.action == "notify" and m.obj == one.obj]
    if not calls:
        sentence = f"{me} waits to be notified of {x}, and nobody ever notifies it."
        return waiting(moments, "missing notification", sentence, here, "")
    missed = [
        i
        for i in calls
        if _decided(moments, here) < i < here
        and moments[i].woken == 0
        and moments[i].thread != one.thread
    ]
    if missed:
        they = moments.name(moments[missed[-1]])
        sentence = (
            f"{they} notifies {x} while nobody is waiting, and a notification is not kept: "
            f"{me} begins to wait too late and waits for ever."
        )
        return waiting(
            moments, "lost wake-up", sentence, missed[-1], f"{me} does not wait yet", also=[here]
        )
    # Of those who began to wait before the last call, some were left waiting by it.
    for left in [one, *(b for b in moments.trace.blocked if b.obj == one.obj)]:
        since = moments.stuck(left)
        crowd = [i for i in calls if i > since and moments[i].woken > 1]
        if not crowd or left.action != "reacquire":
            continue
        me = moments.name(left.thread)
        they, n = moments.name(moments[crowd[-1]]), moments[crowd[-1]].woken
        sentence = (
            f"{they} notifies {x} while {n} wait for it, and does not wake them all: "
            f"{me} waits for ever."
        )
        return waiting(
            moments, "lost wake-up", sentence, crowd[-1], f"does not wake {me}", also=[since]
        )
    sentence = f"{me} waits to be notified of {x} again, and nobody is left to do it."
    return waiting(moments, "lost wake-up", sentence, here, "", also=[here])


def missed_event(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A waits for an event that nobody sets, or that was cleared before A looked."""
    me, x = moments.name(one.thread), one.target
    touched = [i for i, m in enumerate(moments) if m.obj == one.obj]
    sets = [i for i in touched if moments[i].action == "set"]
    clears = [i for i in touched if moments[i].action == "clear" and sets and i > sets[0]]
    if clears:
        they = moments.name(moments[clears[-1]])
        mine = moments[clears[-1]].thread == one.thread
        sentence = (
            f"{me} clears {x} after it was set, and then waits for it to be set again."
            if mine
            else f"{x} is set, and {they} clears it again before {me} gets to see it: "
            f"{me} waits for ever."
        )
        return waiting(
            moments,
            "missed pulse",
            sentence,
            clears[-1],
            "wipes out the signal" if mine else f"{me} has not seen it",
            also=sets[-1:],
        )
    sentence = f"{all_who_wait(moments, one)} for {x} to be set, and nobody ever sets it."
    return waiting(moments, "missed event", sentence, here, "")


def stolen_wake_up(moments: Moments) -> Pattern | None:
    """A is woken and goes on, although what it waited for is gone again: `if`, not `while`."""
    for q, woken in enumerate(moments):
        if woken.action != "reacquire":
            continue
        w = before(moments, q, woken.thread, "wait")
        r = None if w is None else before(moments, w, woken.thread, "read")
        if w is None or r is None or not same_function(moments[r], moments[w]):
            continue
        looked = moments[r]
        place = looked.place
        if place is None or not place.source.strip().startswith("if ") or looked.value is None:
            continue
        changes = [
            i for i in range(w, q) if moments[i].action == "write" and overlap(moments[i], looked)
        ]
        after = next((m for m in moments[q + 1 :] if m.thread == woken.thread), None)
        looks_again = after is not None and after.action == "read" and overlap(after, looked)
        if not changes or looks_again:
            continue
        thief = moments[changes[-1]]
        again = thief.value == looked.value
        notified = [i for i in range(w, q) if moments[i].action == "notify" and moments[i].woken]
        if not again and not (notified and notified[0] < changes[-1]):
            continue  # it is what the one who woke it has changed
        me, they, x = moments.name(woken), moments.name(thief), what(looked)
        changes_it = (
            f"makes {x} {thief.value} again" if again else f"changes {x}{seen_as(thief, 'to')}"
        )
        sentence = (
            f"{me} is woken, but before it gets to run {they} {changes_it}, and "
            f"{me} goes on without looking: it needs `while`, not `if`."
        )
        return Pattern(
            "stolen wake-up",
            f"Stolen wake-up: {sentence}",
            at=q,
            remark=f"does not look at {x} again",
            moments=(r, w, changes[-1], q),
        )
    return None


_GIVES_UP = {
    "try": "finds {x} held, and goes on without it",
    "try-down": "finds no permit of {x}, and goes on without one",
    "acquire": "waits for {x} only for so long, and goes on without it",
    "down": "waits for a permit of {x} only for so long, and goes on without one",
    "await": "waits for {x} to be set only for so long, and goes on though it is not",
    "reacquire": "waits to be notified of {x} only for so long, and goes on though it was not",
}


_IN_THE_LIBRARY = {
    "Queue.get": "waits for an item in {x} only for so long, and goes on without one",
    "Queue.put": "waits for room in {x} only for so long, and goes on without it",
}


def gave_up(moments: Moments) -> Pattern | None:
    """A does not get what it waits for, at once or in time, and goes on without it."""
    for i, moment in enumerate(moments):
        wanted = moment.value if moment.action == "timeout" else moment.action
        in_vain = moment.action == "timeout" or moment.action in ("try", "try-down")
        words = _IN_THE_LIBRARY if moment.call else _GIVES_UP
        does = words.get(moment.call or wanted or "", "")
        if not in_vain or not does or moment.value == "taken" or moment.place is None:
            continue
        if moment.target.startswith(CHECKS):
            continue
        if any(_tries_again(m, moment) for m in moments[i + 1 :]):
            continue
        return Pattern(
            "gave up",
            f"Gave up: {moments.name(moment)} {does.format(x=moment.target or 'it')}.",
            at=i,
            remark="goes on all the same",
            moments=(i,),
        )
    return None


def _tries_again(later: Event, moment: Event) -> bool:
    """Whether *later* its thread asks again for what it did not get at *moment*."""
    same = later.obj == moment.obj or (later.target == moment.target and bool(later.target))
    own = later.thread == moment.thread
    # A function of the library takes its lock again, and gives it back, in any case.
    return own and same and not (later.call and later.action in ("acquire", "release"))


def _decided(moments: Moments, wait: int) -> int:
    """When the thread that begins to wait at *wait* last looked whether it has to; -1 for never."""
    for i in range(wait - 1, -1, -1):
        moment = moments[i]
        if moment.thread == moments[wait].thread:
            if moment.action == "reacquire":
                return i
            if moment.action == "read" and same_function(moment, moments[wait]):
                return i
    return -1


def before(moments: Moments, end: int, thread: int, action: str) -> int | None:
    """The last *action* of *thread* before *end*."""
    for i in range(end - 1, -1, -1):
        if moments[i].thread == thread and moments[i].action == action:
            return i
    return None
