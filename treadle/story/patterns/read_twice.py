"""Patterns in which one value is read twice, by one thread or by two, and it should be once."""

from __future__ import annotations

from treadle.story.moment import SYNC, Moments
from treadle.story.patterns.accesses import (
    about,
    accesses,
    find,
    foreign_write,
    last_before,
    one_line,
)
from treadle.story.patterns.pattern import (
    Pattern,
    guards,
    in_the_making,
    same_function,
    seen_as,
    what,
)
from treadle.trace import Event


def changed_between(moments: Moments) -> Pattern | None:
    """A reads a thing, B changes it, and a line of A reads it again, as if it were the same."""
    for r2, second in accesses(moments, "read"):
        r1 = last_before(moments, r2, second)
        if r1 is None or second.alone:
            continue
        first = moments[r1]
        if first.action != "read" or first.part != second.part or not _read_as_one(first, second):
            continue
        v = foreign_write(moments, r1, r2, second)
        if v is None or moments[v].value == first.value or in_the_making(moments[v]):
            continue
        me, they, x = moments.name(first), moments.name(moments[v]), what(first)
        return Pattern(
            "torn read",
            f"Torn read: {me} reads {x}{seen_as(first)}, then {they} changes it"
            f"{seen_as(moments[v], 'to')}, then {me} reads it once more: the two do not belong "
            "together." + guards(moments, (r1, r2), v),
            at=r2,
            remark="does not belong to what it read before",
            moments=(r1, v, r2),
            about=about(first),
        )
    return None


def _read_as_one(first: Event, second: Event) -> bool:
    """Whether one line, which is no loop, reads both times: so the two are to be of one moment."""
    if first.place is None or not one_line(first, second) or not same_function(first, second):
        return False
    source = first.place.source.strip()
    name = what(first).rpartition(".")[2]
    return source.count(name) > 1 and not source.startswith(("while ", "for "))


def used_twice(moments: Moments) -> Pattern | None:
    """A and B read one value, to use it and then to move it on, and neither has done so yet."""
    for w, write in accesses(moments, "write"):
        r = _used_before(moments, w)
        if r is None:
            continue
        mine = moments[r]
        for other in find(moments, "read", to=mine, before=w):
            theirs = moments[other]
            moves = find(moments, "write", by=theirs.thread, to=mine, after=w)
            if not moves or theirs.thread == write.thread or theirs.place != mine.place:
                continue
            if theirs.value != mine.value or _used_before(moments, moves[0]) != other:
                continue
            both = sorted((r, other))
            a, b = (moments.name(moments[i]) for i in both)
            return Pattern(
                "used twice",
                f"Used twice: {a} and {b} both read {what(mine)}{seen_as(mine)} and use it, before "
                f"either of them changes it.{guards(moments, (r, w), other)}",
                at=both[1],
                remark=f"{a} uses it already",
                moments=(*both, w, moves[0]),
                about=about(mine),
            )
    return None


def _used_before(moments: Moments, write: int) -> int | None:
    """Where the function that changes something at *write* read it, in a line before, to use it.

    That is if it has waited for nothing since.
    """
    change = moments[write]
    if not change.part:
        return None
    for r in reversed(find(moments, by=change.thread, before=write)):
        moment = moments[r]
        if not same_function(moment, change) or moment.action in SYNC:
            return None
        same = (moment.obj, moment.part) == (change.obj, change.part)
        if same and moment.action == "read" and not one_line(moment, change):
            return r if moment.value is not None else None
    return None
