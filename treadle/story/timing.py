"""What is told where it did not go by the times that the program asked for."""

from __future__ import annotations

from treadle import verdict as verdicts
from treadle.story.moment import Moments, where
from treadle.story.patterns.pattern import Pattern
from treadle.trace import CALL, LIMIT, SLEEP, Event, Overtaken, Wait

_BY_NAME = {SLEEP: "the sleep of {s} s", LIMIT: "the limit of {s} s", CALL: "the call after {s} s"}
_OVER = {SLEEP: "is over", LIMIT: "is up", CALL: "is made"}

_NOBODY_WAITS = frozenset(
    {"cut short", "early read", "gave up", "left behind", "lost wake-up", "missed pulse"}
    | {"not waited for"}
)
"""Patterns of what comes too early or too late, for nobody waits for it: others do not hang on it
how long somebody sleeps."""

_WRONG = frozenset({verdicts.WRONG_RESULT, verdicts.EXCEPTION})


def overtaken(moments: Moments, pattern: Pattern | None) -> Overtaken | None:
    """Where it first did not go by the times, or last before *pattern* shows.

    None if they have nothing to do with it.
    """
    if pattern is None and moments.verdict.name not in _WRONG:
        return None
    if pattern is not None and pattern.name not in _NOBODY_WAITS:
        return None
    found = [each for each in moments.trace.overtaken if each.wait.place is not None]
    if pattern is None:
        return found[0] if found else None
    before = [each for each in found if each.at <= pattern.at]
    return before[-1] if before else None


def sleep_to_tell(moments: Moments, pattern: Pattern | None) -> Event | None:
    """The end of the sleep that is told of, where a thread has slept."""
    found, events = overtaken(moments, pattern), moments.trace.events
    if found is None or found.at >= len(events) or events[found.at].action != SLEEP:
        return None
    return events[found.at]


def timing(moments: Moments, pattern: Pattern | None) -> str:
    """A sentence or two on that; empty if there is nothing to tell."""
    found = overtaken(moments, pattern)
    if found is None:
        return _together(moments) if pattern is None else ""
    wait, other = found.wait, found.other
    first = f"{_called(wait)} {_OVER[wait.kind]}"
    if other is not None and other.asked_s:
        then = f"before {_called(other)} {_OVER[other.kind]}"
        then += ", which began earlier" * (other.asked_s >= wait.asked_s)
    elif not found.begun:
        then = f"before {moments.name(found.thread)} has begun"
    else:
        at = where(found.place)
        then = f"while {moments.name(found.thread)} is still at {at or 'work'}"
    return (
        f"Timing: {first} {then}. How long a sleep lasts puts nothing in order: on a busy machine "
        "others take longer, and so may the work that it stands for."
    )


def _together(moments: Moments) -> str:
    """That two sleeps went side by side, if the program goes by how long they took."""
    if moments.trace.together is None or moments.verdict.name not in _WRONG:
        return ""
    one, other = moments.trace.together
    both_s, longer_s = one.asked_s + other.asked_s, max(one.asked_s, other.asked_s)
    return (
        f"Timing: {_called(other)} of {moments.name(other.thread)} begins while "
        f"{moments.name(one.thread)} sleeps, so that both take {longer_s:g} s by the clock. One "
        f"after the other they take {both_s:g} s, and nothing puts them in order."
    )


def _called(wait: Wait) -> str:
    at = where(wait.place)
    return _BY_NAME[wait.kind].format(s=f"{wait.asked_s:g}") + (f" ({at})" if at else "")
