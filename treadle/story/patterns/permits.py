"""Patterns of threads that wait for a permit of a semaphore for ever."""

from __future__ import annotations

from dataclasses import replace

from treadle.story.moment import Moments, where
from treadle.story.patterns.accesses import find
from treadle.story.patterns.pattern import Pattern, waiting
from treadle.story.patterns.signals import early_signal_before, signalled_too_early
from treadle.trace import ERROR, Blocked

MISSING = "missing permit"
"""The name of the pattern in which nobody has kept a permit, and there is none."""


def no_permit(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A waits for a permit, and who has taken the last one does not give it back."""
    me, x = moments.name(one.thread), one.target
    taken: dict[int, list[int]] = {}
    for i, moment in enumerate(moments):
        if moment.obj != one.obj:
            continue
        if moment.action == "down" or (moment.action, moment.value) == ("try-down", "taken"):
            taken.setdefault(moment.thread, []).append(i)
        elif moment.action == "up" and not taken.get(moment.thread):
            return _not_given(moments, one, here)
        elif moment.action == "up":
            taken[moment.thread].pop()
    leaks = [i for thread, left in taken.items() for i in left if moments.ended(thread)]
    kept = taken.get(one.thread, [])
    for took in (leaks or kept)[-1:]:
        way_out = _way_out(moments, took)
        if way_out is not None:
            error = moments[way_out]
            early = early_signal_before(moments, way_out)
            if early is not None:
                return _in_the_end(early, f"{me} waits for a permit of {x}", here)
            sentence = (
                f"{moments.name(moments[took])} took a permit of {x}, {error.value} ended "
                f"{error.within}() at {where(error.place)}, and the permit was not given back; "
                f"now {me} waits for one, and nobody else is left to give one back."
            )
            remark = f"the permit of {x} is not given back on this way out"
            return waiting(moments, "permit leak", sentence, way_out, remark, also=[took, here])
    if leaks:
        they = moments.name(moments[leaks[0]])
        sentence = (
            f"{they} took a permit of {x} and ended without giving it back, "
            f"so {me} waits for one for ever."
        )
        return waiting(moments, "permit leak", sentence, leaks[0], "never given back")
    if kept:
        sentence = (
            f"{me} waits for a permit of {x}, and has not given back the one that it took before; "
            "nobody else is left to give one back."
        )
        return waiting(moments, "permit leak", sentence, kept[-1], "never given back", also=[here])
    return _not_given(moments, one, here)


def _not_given(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A waits for a permit of those that are given by somebody else, as signals are."""
    me, x = moments.name(one.thread), one.target
    early = signalled_too_early(moments, one.obj)
    if early is not None and any(moments[i].thread == one.thread for i in early.moments):
        return _in_the_end(early, f"{me} waits for a permit of {x}", here)
    sentence = f"{me} waits for a permit of {x}, and nobody is left to give one back."
    return waiting(moments, MISSING, sentence, here, "")


def _in_the_end(found: Pattern, waits: str, here: int) -> Pattern:
    """*found*, of which came that somebody *waits* for a permit, at *here*."""
    sentence = f"{found.sentence[:-1]}; now {waits}, and nobody is left to give one back."
    return replace(found, sentence=sentence, moments=(*found.moments, here))


def _way_out(moments: Moments, taken: int) -> int | None:
    """Where an exception ended the call in which a permit was taken at *taken*."""
    for i in find(moments, by=moments[taken].thread, after=taken):
        if moments[i].obj == moments[taken].obj and moments[i].action in ("down", "try-down"):
            return None
        if moments[i].action == ERROR and moments[i].within == moments[taken].within != "":
            return i
    return None
