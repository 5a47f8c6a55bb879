"""Patterns in which a signal is lost: of a condition or of an event."""

from __future__ import annotations

import itertools
import re

from treadle.story.moment import RAISE, Moments
from treadle.story.patterns.accesses import about, find
from treadle.story.patterns.looks import last_look
from treadle.story.patterns.pattern import (
    Pattern,
    is_test,
    overlap,
    same_function,
    seen_as,
    what,
)
from treadle.trace import Event

_SIGNALS = {"down": "up", "await": "set", "acquire": "release"}
"""What one who waits for a signal does, and what one who gives it: also with a lock."""

_DOES = {"up": "gives back a permit of", "set": "sets", "release": "gives back"}


def early_signal(moments: Moments) -> Pattern | None:
    """A signals B before it has done what B waits for, and B runs into that."""
    raised = find(moments, RAISE)
    return early_signal_before(moments, raised[0]) if raised else None


def early_signal_before(moments: Moments, at: int) -> Pattern | None:
    """The same, where it is at *at* that B runs into that."""
    raised = moments[at]
    words = set(re.findall(r"\w+", raised.place.source if raised.place is not None else ""))
    for p in reversed(find(moments, "down", "await", by=raised.thread, before=at)):
        signals = find(moments, "up", "set", obj=moments[p].obj, before=p)
        for s in reversed([i for i in signals if moments[i].thread != raised.thread]):
            signal = moments[s]
            changes = find(moments, "write", by=signal.thread, after=at)
            changes = [i for i in changes if same_function(moments[i], signal)]
            if not changes or moments[changes[0]].target.rpartition(".")[2] not in words:
                continue
            me, they, y = moments.name(raised), moments.name(signal), moments[changes[0]].target
            does = _DOES[signal.action]
            return Pattern(
                "signalled too early",
                f"Signalled too early: {they} {does} {signal.target} before it changes {y}; {me}, "
                f"which waits for that signal, finds {y} as it was.",
                at=s,
                remark=f"{y} is not changed yet",
                moments=(s, p, at, changes[0]),
                about=about(moments[changes[0]]),
            )
    return None


def signalled_too_early(moments: Moments, of: int = 0) -> Pattern | None:
    """A signals B, B looks, and only then A changes what B looks at.

    *of* is the number of the semaphore or event with which A signals; 0 for any.
    """
    for p, passed in enumerate(moments):
        if passed.action not in _SIGNALS or passed.call or of not in (0, passed.obj):
            continue
        signals = find(moments, _SIGNALS[passed.action], obj=passed.obj, before=p)
        if not signals or moments[signals[-1]].thread == passed.thread:
            continue
        s = signals[-1]
        if passed.action == "acquire" and _has_taken(moments, s):
            continue
        for c in _changes_after(moments, s):
            change = moments[c]
            reads = find(moments, by=passed.thread, to=change, after=p, before=c)
            if not reads or moments[reads[0]].action != "read":
                continue
            read = moments[reads[0]]
            if change.value is None or read.value in (None, change.value):
                continue
            signal = moments[s]
            me, they, y = moments.name(passed), moments.name(signal), what(change)
            does = _DOES[signal.action]
            return Pattern(
                "signalled too early",
                f"Signalled too early: {they} {does} {signal.target} before it changes {y}"
                f"{seen_as(change, 'to')}; {me}, which waits for that signal, still finds "
                f"{read.value}.",
                at=s,
                remark=f"{y} is not changed yet",
                moments=(s, p, reads[0], c),
                about=about(read, change),
            )
    return None


def _has_taken(moments: Moments, release: int) -> bool:
    """Whether who gives a lock back at *release* has taken it: so it is no signal to another."""
    given = moments[release]
    taken = find(moments, "acquire", "try", obj=given.obj, before=release)
    return bool(taken) and moments[taken[-1]].thread == given.thread


def _changes_after(moments: Moments, signal: int) -> list[int]:
    """What who signals at *signal* changes in the lines below, before it waits for anything."""
    found: list[int] = []
    for i in find(moments, by=moments[signal].thread, after=signal):
        moment = moments[i]
        if moment.action not in ("read", "write", "release", "sleep"):
            break
        if moment.action == "write" and same_function(moment, moments[signal]):
            lines = [p.line for p in (moments[signal].place, moment.place) if p is not None]
            if lines[0] < lines[-1]:
                found.append(i)
    return found


def stolen_wake_up(moments: Moments) -> Pattern | None:
    """A is woken and goes on, although what it waited for is gone again: `if`, not `while`."""
    for q, woken in enumerate(moments):
        if woken.action != "reacquire" or woken.call:
            continue  # what waits in the library, as at a barrier, looks again by itself
        waits = find(moments, "wait", by=woken.thread, before=q)
        if not waits:
            continue
        w = waits[-1]
        look = last_look(moments, w)
        for r in look:
            looked = moments[r]
            place = looked.place
            if place is None or not place.source.strip().startswith("if "):
                continue
            if moments[look[-1]].place != place:
                continue  # what it looked at last is what it waits for, and that may be a loop
            changes = find(moments, "write", to=looked, after=w, before=q)
            if changes and not _looks_again(moments, q, looked):
                found = _stolen(moments, (r, w, changes[-1], q))
                if found is not None:
                    return found
    return None


def _looks_again(moments: Moments, woken: int, looked: Event) -> bool:
    """Whether who is woken at *woken* looks once more at *looked* before it does anything."""
    mine = [m for m in moments[woken + 1 :] if m.thread == moments[woken].thread]
    looks = list(itertools.takewhile(lambda m: m.action == "read" and not m.in_vain, mine))
    return any(overlap(m, looked) and (m is looks[0] or is_test(m)) for m in looks)


def _stolen(moments: Moments, round_: tuple[int, int, int, int]) -> Pattern | None:
    """A looks, waits, and is woken, and what B changed in between is not what woke it."""
    r, w, v, q = round_
    looked, thief, woken = moments[r], moments[v], moments[q]
    again = thief.value == looked.value
    notified = find(moments, "notify", after=w, before=q)
    notified = [i for i in notified if moments[i].woken]
    if not again and not (notified and notified[0] < v):
        return None  # it is what the one who woke it has changed
    me, they, x = moments.name(woken), moments.name(thief), what(looked)
    changes_it = f"makes {x} {thief.value} again" if again else f"changes {x}{seen_as(thief, 'to')}"
    sentence = (
        f"{me} is woken, but before it gets to run {they} {changes_it}, and "
        f"{me} goes on without looking: it needs `while`, not `if`."
    )
    acts = find(moments, by=woken.thread, to=looked, after=q)
    return Pattern(
        "stolen wake-up",
        f"Stolen wake-up: {sentence}",
        at=q,
        remark=f"does not look at {x} again",
        moments=(r, w, v, q, *acts[:1]),
        about=about(looked, thief),
    )
