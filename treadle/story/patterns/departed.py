"""Who has gone, although others wait for what it would have done."""

from __future__ import annotations

from dataclasses import replace

from treadle.story.moment import Moments, where
from treadle.story.patterns.accesses import find
from treadle.story.patterns.gave_up import gives_up, tries_again
from treadle.story.patterns.pattern import Pattern, listed
from treadle.trace import ERROR, Blocked

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
        mine = [i for i in find(moments, by=thread) if moments[i].place is not None]
        errors = [i for i in mine if moments[i].action == ERROR]
        if not errors or not moments.ended(thread):
            continue
        at, last = errors[-1], moments[errors[-1]]
        # What is done on the way out, in a `finally`, or at the end of a `with`, is no going on.
        later = [i for i in mine if i > at and moments[i].action != "release"]
        if last.within and len(later) <= last.way_out:
            name = moments.name(last)
            found.append((at, f"{name} ends with {last.value} ({where(last.place)})"))
    return found


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
