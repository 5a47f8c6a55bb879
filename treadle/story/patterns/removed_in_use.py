"""The pattern in which somebody who is cancelled takes away what others wait for."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about, accesses, find
from treadle.story.patterns.pattern import Pattern, same_function, what
from treadle.trace import OVER, Event


def removed_in_use(moments: Moments) -> Pattern | None:
    """A is cancelled and removes an item that B waits for; C finds none, and puts another in."""
    for gone, removal in accesses(moments, "write"):
        if not removal.part.startswith("[") or removal.value is not None:
            continue
        left = find(moments, "cancelled", by=removal.thread, before=gone)
        put = find(moments, "write", to=removal, before=gone)
        again = find(moments, "write", to=removal, after=gone)
        if not left or moments[left[-1]].value == OVER or not put or not again:
            continue
        old, new = moments[put[-1]], moments[again[0]]
        if old.value is None or new.value in (None, old.value) or new.part != removal.part:
            continue
        looks = find(moments, "read", to=removal, by=new.thread, after=gone, before=again[0])
        users = [
            i
            for i in find(moments, "read", to=old, after=put[-1], before=gone)
            if _has_seen(moments[i], old) and _waits(moments, i, again[0])
        ]
        users = [i for i in users if moments[i].thread not in (removal.thread, new.thread)]
        if not users or not looks:
            continue
        a, b, c = (moments.name(m) for m in (removal, moments[users[-1]], new))
        return Pattern(
            "removed in use",
            f"Removed in use: {a}, which is cancelled, removes {what(removal)} while {b}, which "
            f"has looked it up, still waits; then {c} finds none there, and puts another in.",
            at=gone,
            remark=f"{b} still waits",
            moments=(put[-1], users[-1], left[-1], gone, looks[-1], again[0]),
            about=about(removal, moments[looks[-1]]),
        )
    return None


def _has_seen(read: Event, written: Event) -> bool:
    """Whether *read*, of an item or of a whole dict, has seen what was written."""
    if read.part:
        return read.value == written.value
    return f"{written.part[1:-1]}: {written.value}" in (read.value or "")


def _waits(moments: Moments, read: int, end: int) -> bool:
    """Whether who reads at *read* waits in that function when it comes to *end*."""
    mine = find(moments, by=moments[read].thread, after=read, before=end)
    last = moments[mine[-1]] if mine else moments[read]
    return last.action == "suspend" and same_function(last, moments[read])
