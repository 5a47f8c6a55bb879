"""The pattern in which a notification wakes somebody who waits for something else."""

from __future__ import annotations

import re

from treadle.naming import CHECKS
from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about, find
from treadle.story.patterns.looks import last_look
from treadle.story.patterns.pattern import Pattern, overlap, seen_as, what


def woke_another(moments: Moments) -> Pattern | None:
    """A changes what C waits for, and notifies B, which looks and waits again; C sleeps on."""
    for n, call in enumerate(moments):
        if call.action != "notify" or call.call or call.woken < 2 or call.target.startswith(CHECKS):
            continue
        if call.place is None or not re.search(r"\bnotify\(", call.place.source):
            continue  # it wakes them all
        found = _woken_in_vain(moments, n)
        if found is None:
            continue
        woken, again = found
        for thread in range(len(moments.trace.threads)):
            wait = _waits_at(moments, n, thread)
            if wait is None or thread == moments[woken].thread:
                continue
            change = _changed_for(moments, wait, n)
            if change is None or _changed_by_others(moments, change, n, again):
                continue
            they, me = moments.name(call), moments.name(thread)
            other, x, y = moments.name(moments[woken]), call.target, what(moments[change])
            return Pattern(
                "lost wake-up",
                f"Lost wake-up: {they} changes {y}{seen_as(moments[change], 'to')}, and notifies "
                f"{x} while {call.woken} wait for it; that wakes {other}, which looks and "
                f"waits again, and not {me}, which has looked at {y} before that change.",
                at=n,
                remark=f"does not wake {me}",
                moments=(*last_look(moments, wait), wait, change, n, woken, again),
                about=about(moments[change]),
            )
    return None


def _woken_in_vain(moments: Moments, call: int) -> tuple[int, int] | None:
    """Where the first one that is woken after *call* goes on, and where it begins to wait again."""
    for q in range(call + 1, len(moments)):
        woken = moments[q]
        if woken.obj != moments[call].obj or woken.action not in ("notify", "reacquire"):
            continue
        if woken.action == "notify" or woken.call:
            return None
        for w in range(q + 1, len(moments)):
            if moments[w].thread != woken.thread or moments[w].action == "read":
                continue
            waits = (moments[w].action, moments[w].obj) == ("wait", woken.obj)
            return (q, w) if waits else None
    return None


def _waits_at(moments: Moments, now: int, thread: int) -> int | None:
    """Where *thread*, which waits at the moment *now* for what is notified there, began to."""
    mine = find(moments, by=thread, before=now)
    if not mine:
        return None
    last = moments[mine[-1]]
    waits = (last.action, last.obj) == ("wait", moments[now].obj) and not last.call
    return mine[-1] if waits else None


def _changed_for(moments: Moments, wait: int, call: int) -> int | None:
    """Where who notifies at *call* last changed what was looked at before the wait at *wait*.

    None if it has not, or only to what was seen there: there is nothing to wake that thread for.
    """
    look = [moments[j] for j in last_look(moments, wait)]
    for i in range(call - 1, wait, -1):
        moment = moments[i]
        if moment.action != "write" or moment.thread != moments[call].thread:
            continue
        seen = [read for read in look if overlap(read, moment)]
        if seen and moment.value is not None:
            return i if all(read.value != moment.value for read in seen) else None
    return None


def _changed_by_others(moments: Moments, change: int, start: int, end: int) -> bool:
    """Whether what is changed at *change* is changed again between *start* and *end*."""
    return bool(find(moments, "write", to=moments[change], after=start, before=end))
