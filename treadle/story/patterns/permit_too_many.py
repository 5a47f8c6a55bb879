"""The pattern in which a permit is given back by somebody who has failed."""

from __future__ import annotations

from treadle.story.moment import Moments, where
from treadle.story.patterns.accesses import find
from treadle.story.patterns.pattern import Pattern, same_function, what
from treadle.story.patterns.taken_already import asked_in_vain
from treadle.trace import ERROR

_NAME = "permit too many"


def permit_too_many(moments: Moments) -> Pattern | None:
    """A fails to put something back, and gives back a permit all the same: B takes it in vain."""
    r = asked_in_vain(moments)
    if r is None or not moments[r].in_vain:
        return None
    took = find(moments, "down", by=moments[r].thread, before=r)[-1:]
    for u in find(moments, "up", obj=moments[took[0]].obj, before=took[0]) if took else []:
        up = moments[u]
        mine = [i for i in find(moments, by=up.thread, before=u) if moments[i].action != "release"]
        failed = moments[mine[-1]] if mine else up
        if failed.action != ERROR or not same_function(failed, up):
            continue
        if any(same_function(moments[i], up) for i in find(moments, "down", obj=up.obj, before=u)):
            continue  # it is one that this function has taken
        me, they, x = moments.name(moments[r]), moments.name(up), up.target
        error = (failed.value or "").partition(":")[0]
        sentence = (
            f"{they} runs into {error} at {where(failed.place)}, and gives back a permit of {x} "
            f"all the same; then {me} takes a permit, and finds {what(moments[r])} empty."
        )
        key = (mine[-1], u, took[0], r)
        return Pattern(_NAME, f"Permit too many: {sentence}", u, f"after {error}", key)
    return None
