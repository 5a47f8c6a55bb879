"""The pattern in which somebody goes on with a collection that is not the one in use any more."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about, accesses, one_line
from treadle.story.patterns.pattern import Pattern, guards, overlap, seen_as, what
from treadle.trace import Event


def replaced(moments: Moments) -> Pattern | None:
    """A looks up a collection, B puts another in its place, and A changes the old one."""
    for w, write in accesses(moments, "write"):
        if write.part or write.alone:
            continue
        r = _looked_up(moments, w)
        if r is None:
            continue
        read = moments[r]
        v = next(
            (
                i
                for i in range(w - 1, r, -1)
                if moments[i].action == "write" and _is_same_part(moments[i], read)
            ),
            None,
        )
        if v is None or moments[v].thread == read.thread or _value_before(moments, v) is None:
            continue
        if moments[v].value in (None, _value_before(moments, v)):
            continue  # it may be the same one
        me, they, x = moments.name(read), moments.name(moments[v]), what(read)
        sentence = (
            f"Lost update: {me} looks up {x}, {they} puts another in its place, "
            f"{moments[v].value}, and {me} changes the old one{seen_as(write, 'to')}."
        )
        return Pattern(
            "lost update",
            sentence + guards(moments, (r, w), v),
            at=w,
            remark=f"{they} has put another in its place",
            moments=(r, v, w),
            about=about(read, write),
        )
    return None


def _looked_up(moments: Moments, write: int) -> int | None:
    """Where the line that changes a collection at *write* looked up that collection."""
    change = moments[write]
    for r in range(write - 1, -1, -1):
        moment = moments[r]
        if moment.thread != change.thread:
            continue
        if not one_line(moment, change) or moment.action != "read":
            return None
        if moment.part and moment.obj != change.obj and what(moment) == change.target:
            return r
    return None


def _is_same_part(a: Event, b: Event) -> bool:
    return (a.obj, a.part) == (b.obj, b.part)


def _value_before(moments: Moments, write: int) -> str | None:
    """What was in the place of what is written at *write*, as it was last seen."""
    for moment in reversed(moments[:write]):
        if moment.action in ("read", "write") and overlap(moment, moments[write]):
            return moment.value
    return None
