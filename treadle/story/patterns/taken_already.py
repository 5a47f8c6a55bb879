"""The pattern in which somebody takes what somebody else has taken out before."""

from __future__ import annotations

from treadle.story.moment import RAISE, Moments
from treadle.story.patterns.accesses import EMPTY, about, find, one_line
from treadle.story.patterns.pattern import Pattern, overlap, what
from treadle.trace import Event

_NOT_THERE = ("IndexError", "KeyError", "Empty", "StopIteration")
"""What a collection raises if there is nothing in it, or not what is asked for."""


def taken_already(moments: Moments) -> Pattern | None:
    """A asks a collection for what B has taken out of it, and gets an exception."""
    r = asked_in_vain(moments)
    if r is None:
        return None
    read = moments[r]
    writes = [i for i in find(moments, "write", before=r) if moments[i].obj == read.obj != 0]
    if not writes or moments[writes[-1]].thread == read.thread:
        return None
    t = writes[-1]
    taken = moments[t]
    if read.in_vain and taken.value in EMPTY:
        finds, does = f"{what(read)} empty", "has taken the last one out"
    elif read.part and _was_there(moments, t, read) and _is_out(taken, read):
        finds, does = f"nothing at {what(read)}", "has removed it"
    else:
        return None
    me, they = moments.name(read), moments.name(taken)
    let_in = find(moments, "down", "await", by=read.thread, before=r)[-1:]
    let_in = [i for i in let_in if moments[i].target and not moments[i].call]
    return Pattern(
        "taken already",
        f"Taken already: {me}{_let_in(moments, let_in)} finds {finds}; {they} {does}.",
        at=r,
        remark=f"{they} {does}",
        moments=(*let_in, *find(moments, RAISE), t, r),
        about=about(read, taken),
    )


def asked_in_vain(moments: Moments) -> int | None:
    """Where what ends in an exception asked a collection for something that is not there."""
    for at in find(moments, RAISE):
        raised = moments[at]
        last = find(moments, by=raised.thread, before=at)[-1:]
        if not (raised.value or "").startswith(_NOT_THERE) or not last:
            return None
        read = moments[last[0]]
        return last[0] if read.action == "read" and one_line(read, raised) else None
    return None


def _let_in(moments: Moments, at: list[int]) -> str:
    """A clause on what let somebody go on *at* some moment, if there is one."""
    if not at:
        return ""
    sign = moments[at[0]]
    has = "seen {} set" if sign.action == "await" else "a permit of {}"
    return f", which has {has.format(sign.target)},"


def _was_there(moments: Moments, end: int, read: Event) -> bool:
    """Whether what is asked for at *read* was seen there before *end*."""
    seen = [m for m in moments[:end] if m.part == read.part and overlap(m, read)]
    return bool(seen) and (seen[-1].action == "write" or seen[-1].value is not None)


def _is_out(write: Event, read: Event) -> bool:
    """Whether *write* leaves what *read* asks for out, as far as it is told in full."""
    if write.part:
        return write.part == read.part and write.value is None
    left = write.value or "…"
    return "…" not in left and read.part[1:-1] not in left
