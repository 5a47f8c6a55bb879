"""Which pattern a failing execution shows."""

from __future__ import annotations

from treadle import verdict as verdicts
from treadle.limits import LESS_OFTEN
from treadle.story.moment import STUCK, Moments, where
from treadle.story.patterns.cancelling import NAME, cancelled_along, swallowed_cancellation
from treadle.story.patterns.check_then_act import act_in_vain, check_then_act
from treadle.story.patterns.exceptions import caught, lost_exception, never_asked_for
from treadle.story.patterns.failing_part import failing_part
from treadle.story.patterns.gave_up import gave_up, gave_up_and_failed
from treadle.story.patterns.kept_waiting import kept_waiting
from treadle.story.patterns.late_binding import late_binding
from treadle.story.patterns.left_behind import left_behind
from treadle.story.patterns.not_looked_again import not_looked_again, woken_once
from treadle.story.patterns.overslept import overslept
from treadle.story.patterns.pattern import Pattern, listed
from treadle.story.patterns.permit_too_many import permit_too_many
from treadle.story.patterns.races import (
    changed_while_iterating,
    emptied,
    lost_message,
    lost_update,
    overwritten,
    overwritten_unread,
)
from treadle.story.patterns.read_twice import changed_between, used_twice
from treadle.story.patterns.reads import (
    half_done,
    read_before_written,
    torn_read,
)
from treadle.story.patterns.released_twice import released_twice
from treadle.story.patterns.removed_in_use import removed_in_use
from treadle.story.patterns.replaced import replaced
from treadle.story.patterns.set_all_the_same import set_all_the_same
from treadle.story.patterns.signals import early_signal, signalled_too_early, stolen_wake_up
from treadle.story.patterns.started_since import started_since
from treadle.story.patterns.taken_already import taken_already
from treadle.story.patterns.two_locks import two_locks
from treadle.story.patterns.unfinished import cut_short, early_read
from treadle.story.patterns.unordered import data_race
from treadle.story.patterns.waits import waiting_for_ever
from treadle.story.patterns.woke_another import woke_another
from treadle.story.patterns.worked_out_before import worked_out_before
from treadle.trace import Trace
from treadle.verdict import Verdict

_LAST = 500
"""Steps in which one who is at work takes one."""

_LONGEST = 3_000
"""Longer traces are not searched for races: what comes of one is not told in a few steps."""

WRONG_RESULTS = (
    stolen_wake_up,
    lost_update,
    two_locks,
    removed_in_use,
    check_then_act,
    woke_another,
    set_all_the_same,
    replaced,
    torn_read,
    changed_between,
    half_done,
    changed_while_iterating,
    swallowed_cancellation,
    cancelled_along,
    cut_short,
    signalled_too_early,
    early_read,
    lost_message,
    never_asked_for,
    late_binding,
    overslept,
    started_since,
    gave_up,
    left_behind,
    emptied,
    overwritten_unread,
    read_before_written,
    not_looked_again,
    kept_waiting,
    used_twice,
    act_in_vain,
    woken_once,
    worked_out_before,
    caught,
)
"""From the most telling shape to the least."""

EXCEPTIONS = (
    stolen_wake_up,
    changed_while_iterating,
    early_signal,
    overwritten,
    check_then_act,
    early_read,
    released_twice,
    permit_too_many,
    gave_up_and_failed,
    taken_already,
)


def recognise(trace: Trace, verdict: Verdict) -> Pattern | None:
    """The pattern that *trace*, which came to *verdict*, shows; None if it shows none we know."""
    moments = Moments(trace, verdict)
    if verdict.name in (verdicts.DEADLOCK, verdicts.THREAD_LEFT_RUNNING):
        return swallowed_cancellation(moments) or waiting_for_ever(moments)
    if verdict.name == verdicts.DATA_RACE:
        return data_race(moments)
    if len(moments) <= _LONGEST:
        part = failing_part(moments) if verdict.name == verdicts.WRONG_RESULT else moments
        finders = {verdicts.WRONG_RESULT: WRONG_RESULTS, verdicts.EXCEPTION: EXCEPTIONS}
        for find in finders.get(verdict.name, ()):
            found = find(part)
            if found is not None:
                return found
    if verdict.name == verdicts.EXCEPTION and verdict.kind == "exception in a thread":
        return lost_exception(moments)
    if verdict.name == verdicts.NO_PROGRESS and verdict.kind in (
        "livelock",
        "too many steps",
        NAME,
    ):
        return swallowed_cancellation(moments) or _endless(moments)
    if verdict.name == verdicts.NO_PROGRESS and verdict.kind in ("spinning", "endless loop"):
        return _spinning(moments)
    return None


def _endless(moments: Moments) -> Pattern | None:
    """Steps are taken, and taken again, and it comes to no end."""
    begin = max(len(moments) - _LAST, 0)
    steps = [(i, m) for i, m in enumerate(moments) if i >= begin and m.action != STUCK]
    busy = {m.thread: i for i, m in steps if m.place is not None}
    if not busy:
        return None
    at = max(busy.values())
    if moments.verdict.kind == "too many steps":
        sentence = (
            f"Too many steps: {moments.name(moments[at])} goes round a `for` loop at "
            f"{where(moments[at].place)}; {LESS_OFTEN}."
        )
        return Pattern("too many steps", sentence, at, "", (at,))
    if len(busy) > 1:
        names = listed([moments.name(t) for t in sorted(busy)])
        sentence = f"Livelock: {names} are at work all the time, and none of them comes to an end."
        return Pattern("livelock", sentence, at, "", tuple(sorted(busy.values())))
    sentence = (
        f"Endless loop: {moments.name(moments[at])} goes round and round at "
        f"{where(moments[at].place)}, and nothing ends the loop."
    )
    return Pattern("endless loop", sentence, at, "", (at,))


def _spinning(moments: Moments) -> Pattern | None:
    stuck = [i for i, m in enumerate(moments) if m.action == STUCK and m.value == "spin"]
    if not stuck:
        return None
    moment = moments[stuck[-1]]
    name, why = "endless loop", "and nothing ends the loop"
    if moments.verdict.kind == "spinning":
        name, why = "spinning", "and nobody is left to make a change that would end it"
    return Pattern(
        name,
        f"{name.capitalize()}: {moments.name(moment)} goes round and round at "
        f"{where(moment.place)}, {why}.",
        stuck[-1],
        "",
        (stuck[-1],),
    )
