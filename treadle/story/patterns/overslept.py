"""Patterns of a signal that comes before the wait, which ends when its time is up."""

from __future__ import annotations

from treadle.naming import CHECKS
from treadle.story.moment import Moments
from treadle.story.patterns.accesses import find
from treadle.story.patterns.looks import last_look
from treadle.story.patterns.pattern import Pattern


def overslept(moments: Moments) -> Pattern | None:
    """A looks, B notifies while nobody waits, and A waits for that until its time is up."""
    for end, gives_up in enumerate(moments):
        if gives_up.action != "timeout" or gives_up.value != "reacquire" or gives_up.call:
            continue
        if gives_up.place is None or gives_up.target.startswith(CHECKS):
            continue
        waits = find(moments, "wait", by=gives_up.thread, before=end)
        if not waits or "wait_for(" in gives_up.place.source:
            continue  # that one looks by itself
        begin = waits[-1]
        look = last_look(moments, begin)
        decided = look[0] if look else begin
        calls = find(moments, "notify", obj=moments[begin].obj, after=decided, before=end)
        if not calls or calls[-1] > begin or moments[calls[-1]].woken != 0:
            continue
        me, they, x = moments.name(gives_up), moments.name(moments[calls[-1]]), gives_up.target
        if me == they:
            continue
        return Pattern(
            "lost wake-up",
            f"Lost wake-up: {they} notifies {x} while nobody is waiting, and a notification is not "
            f"kept: {me}, which has looked before that, begins to wait too late, and waits until "
            "its time is up.",
            at=calls[-1],
            remark=f"{me} does not wait yet",
            moments=tuple(sorted({*look, calls[-1], begin, end})),
        )
    return _missed_pulse(moments)


def _missed_pulse(moments: Moments) -> Pattern | None:
    """A is about to wait for an event, B sets and clears it, and A waits until its time is up."""
    for end, gives_up in enumerate(moments):
        if gives_up.action != "timeout" or gives_up.value != "await" or gives_up.call:
            continue
        if gives_up.place is None or gives_up.target.startswith(CHECKS):
            continue
        mine = find(moments, by=gives_up.thread, before=end)
        if not mine:
            continue
        touched = find(moments, "set", "clear", obj=gives_up.obj, after=mine[-1], before=end)
        pulse = touched[-2:]
        if [moments[i].action for i in pulse] != ["set", "clear"]:
            continue
        me, they, x = moments.name(gives_up), moments.name(moments[pulse[1]]), gives_up.target
        look = [i for i in mine[-1:] if moments[i].action == "read"]
        before = ", which has looked before that," if look else ""
        return Pattern(
            "missed pulse",
            f"Missed pulse: {x} is set, and {they} clears it again before {me}{before} begins to "
            f"wait for it: {me} waits until its time is up.",
            at=pulse[1],
            remark=f"{me} does not wait yet",
            moments=(*look, *pulse, end),
        )
    return None
