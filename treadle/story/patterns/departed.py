"""Who has gone, although others wait for what it would have done."""

from __future__ import annotations

from dataclasses import replace

from treadle.story.moment import Moments, where
from treadle.story.patterns.gave_up import gives_up, tries_again
from treadle.story.patterns.pattern import Pattern, listed
from treadle.trace import ERROR, Blocked, Event

_OTHER_SIDE = {"Queue.put": "Queue.get", "Queue.get": "Queue.put"}
"""What somebody else would have to do for a wait in there to end."""


def with_the_departed(moments: Moments, found: Pattern, one: Blocked) -> Pattern:
    """*found*, on *one* who waits for ever, with whose end is the reason, if it knows no other."""
    if found.at != moments.stuck(one):
        return found
    why = _died(moments) or _gave_up(moments, one)
    if not why:
        return found
    term, colon, rest = found.sentence.partition(": ")
    told = listed([clause for _, clause in why])
    at = why[0][0]
    return replace(
        found,
        sentence=f"{term}{colon}{told}; {rest}",
        at=at,
        remark="does nothing more after this",
        moments=tuple(sorted({*found.moments, *(i for i, _ in why)})),
    )


def _died(moments: Moments) -> list[tuple[int, str]]:
    """Where an exception was the end of a thread, with a clause on that."""
    found = []
    for thread in range(1, len(moments.trace.threads)):
        mine = [i for i, m in enumerate(moments) if m.thread == thread and m.place is not None]
        mine = [i for i in mine if moments[i].action != "release"]  # as at the end of a `with`
        if not mine or not moments.ended(thread) or not _has_left(moments[mine[-1]]):
            continue
        last = moments[mine[-1]]
        found.append(
            (mine[-1], f"{moments.name(last)} ends with {last.value} ({where(last.place)})")
        )
    return found


def _has_left(moment: Event) -> bool:
    """Whether *moment* is an exception that leaves the program."""
    return moment.action == ERROR and bool(moment.within)


def _gave_up(moments: Moments, one: Blocked) -> list[tuple[int, str]]:
    """Where somebody gave up, and is gone, who would have ended the wait of *one* at a queue."""
    other = _OTHER_SIDE.get(one.call, "")
    return [
        (i, f"{moments.name(m)} {gives_up(m)}")
        for i, m in enumerate(moments)
        if other
        and (m.call, m.action, m.target) == (other, "timeout", one.target)
        and moments.ended(m.thread)
        and not any(tries_again(later, m) for later in moments[i + 1 :])
    ]
