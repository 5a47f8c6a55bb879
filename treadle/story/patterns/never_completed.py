"""The pattern of a future that nobody completes."""

from __future__ import annotations

from treadle.story.moment import Moments, where
from treadle.story.patterns.accesses import find, last_write
from treadle.story.patterns.pattern import Pattern, listed, waiting, what
from treadle.trace import ERROR, OVER, Blocked


def never_completed(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A waits for a future that B has made, and B has left before it completed it."""
    names = [moments.name(b.thread) for b in moments.trace.blocked if b.action == one.action]
    wait = "waits" if len(names) == 1 else "wait"
    sentence = f"{listed(names)} {wait} for a future that nobody completes."
    left = _left(moments, one, here)
    if left is None:
        return waiting(moments, moments.verdict.kind, sentence, here, "")
    put, end = left
    how = f"but {moments[end].value} has ended it"
    if moments[end].action == "cancelled":
        how = "and is cancelled"
    sentence = (
        f"{sentence[:-1]}; {moments.name(moments[put])} has put it into {what(moments[put])}, "
        f"{how} at {where(moments[end].place)}."
    )
    remark = "leaves without completing it"
    return waiting(moments, moments.verdict.kind, sentence, end, remark, also=[put, here])


def _left(moments: Moments, one: Blocked, here: int) -> tuple[int, int] | None:
    """Who has put there what *one* waits for, and where an exception was the end of that one."""
    reads = find(moments, "read", by=one.thread, before=here)
    put = last_write(moments, reads[-1], moments[reads[-1]]) if reads else None
    if put is None or moments[put].thread == one.thread:
        return None
    maker = moments[put]
    if maker.value is None or maker.value != moments[reads[-1]].value:
        return None
    ends = [
        i
        for i in find(moments, "cancelled", ERROR, by=maker.thread, after=put)
        if moments[i].place is not None
        and (moments[i].within if moments[i].action == ERROR else moments[i].value != OVER)
    ]
    return (put, ends[0]) if ends and moments.ended(maker.thread) else None
