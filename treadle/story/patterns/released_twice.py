"""The pattern in which a lock is given back that is not held any more."""

from __future__ import annotations

from treadle.story.moment import RAISE, Moments, where
from treadle.story.patterns.accesses import find
from treadle.story.patterns.pattern import Pattern

_NAME = "released twice"


def released_twice(moments: Moments) -> Pattern | None:
    """A gives back a lock that nobody holds: A itself, or B, has given it back before."""
    at = [*find(moments, RAISE), -1][0]
    if at < 0 or not (moments[at].value or "").endswith("release unlocked lock"):
        return None
    me = moments.name(moments[at])
    again = find(moments, by=moments[at].thread, before=at)[-1:]
    if not again or moments[again[0]].action != "release" or not moments[again[0]].target:
        return None
    lock = moments[again[0]]
    given = find(moments, "release", obj=lock.obj, before=again[0])[-1:]
    took = find(moments, "acquire", "try", "reacquire", obj=lock.obj, before=again[0])[-1:]
    if not given or not took or given[0] < took[0]:
        return None
    first, holder = moments[given[0]], moments[took[0]]
    if first.thread == lock.thread:
        sentence = (
            f"{me} gives back {lock.target} at {where(first.place)}, and once more at "
            f"{where(moments[at].place)}, when it does not hold it any more."
        )
        remark, marked = "it has given it back before", at
    elif holder.thread == lock.thread:
        they = moments.name(first)
        sentence = (
            f"{they} gives back {lock.target} at {where(first.place)} while {me} holds it; when "
            f"{me} gives it back itself, it is not held any more."
        )
        remark, marked = f"it is {me} that holds it", given[0]
    else:
        return None
    in_vain = find(moments, "timeout", by=first.thread, obj=lock.obj, before=given[0])
    key = tuple(sorted({*took, *in_vain[-1:], *given, *again, at}))
    return Pattern(_NAME, f"Released twice: {sentence}", marked, remark, key)
