"""The pattern in which an event is set because of what was so when somebody looked."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import find, foreign_write
from treadle.story.patterns.pattern import Pattern, overlap, same_function, seen_as, what


def set_all_the_same(moments: Moments) -> Pattern | None:
    """A looks, B changes what A saw and clears an event, and A sets that all the same."""
    for s, sets in enumerate(moments):
        if sets.action != "set" or sets.place is None or sets.alone:
            continue
        looks = find(moments, "read", by=sets.thread, before=s)
        looks = [i for i in looks if moments[i].value not in (None, sets.target)]
        if not looks or not same_function(moments[looks[-1]], sets):
            continue
        r = looks[-1]
        read = moments[r]
        v = foreign_write(moments, r, s, read)
        clears = find(moments, "clear", obj=sets.obj, after=r, before=s)
        clears = [i for i in clears if moments[i].thread != sets.thread]
        if v is None or not clears or not find(moments, "await", obj=sets.obj, after=s):
            continue
        change = moments[v]
        if change.thread != moments[clears[-1]].thread or change.value in (None, read.value):
            continue
        if not read.part or not overlap(read, change):
            continue
        me, they, x = moments.name(sets), moments.name(change), sets.target
        return Pattern(
            "check-then-act",
            f"Check-then-act: {me} reads {what(read)}{seen_as(read)}; then {they} changes it"
            f"{seen_as(change, 'to')} and clears {x}, and {me}, which goes by what it saw before, "
            f"sets {x}.",
            at=s,
            remark=f"{they} has just cleared it",
            moments=(r, v, clears[-1], s),
        )
    return None
