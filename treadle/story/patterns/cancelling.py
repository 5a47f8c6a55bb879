"""Patterns in which a task that is cancelled does not end."""

from __future__ import annotations

from treadle.story.moment import FAIL, STUCK, Moments, where
from treadle.story.patterns.accesses import find
from treadle.story.patterns.pattern import Pattern, listed
from treadle.task_recorder import CANCELLED
from treadle.trace import OVER, Event
from treadle.verdict import WRONG_RESULT

NAME = "swallowed cancellation"


def swallowed_cancellation(moments: Moments) -> Pattern | None:
    """A is cancelled, catches that, and carries on as if nothing had been."""
    for i, moment in enumerate(moments):
        if moment.action != "swallow":
            continue
        me = moments.name(moment)
        asked = [j for j in range(i) if _asks(moments, j, moment.thread)]
        if _gave_in(moments, moment.thread) or (asked and _too_late(moments, asked[-1])):
            continue
        stuck = find(moments, STUCK, by=moment.thread)
        if moments.ended(moment.thread):
            rest = "and carries on to its end"
        elif stuck or moments.verdict.name == "no-progress":
            rest = "and carries on; whoever waits for its end waits for ever"
        else:
            continue
        at = f" at {where(moment.place)}" if moment.place is not None else ""
        return Pattern(
            NAME,
            f"Swallowed cancellation: {me} is cancelled{at}, but catches that {rest}.",
            at=i,
            remark="CancelledError must go on: raise it again",
            moments=tuple(sorted({i, *asked[-1:], *stuck[-1:]})),
        )
    return None


def cancelled_along(moments: Moments) -> Pattern | None:
    """A is cancelled, with it the task that it awaits, and so B, which awaits the same task."""
    for at, moment in enumerate(moments):
        if moment.action != "cancelled" or moment.value == OVER:
            continue
        task = _awaited(moments, moment.thread, at)
        if task is None or not _gave_in(moments, moment.thread):
            continue
        others = [
            t
            for t in range(1, len(moments.trace.threads))
            if t != moment.thread
            and _gave_in(moments, t)
            and not find(moments, "cancelled", by=t)
            and _same(_awaited(moments, t, len(moments)), task)
        ]
        if not others:
            continue
        me, they = moments.name(moment), listed([moments.name(t) for t in others])
        verb = "awaits" if len(others) == 1 else "await"
        sentence = (
            f"Cancelled along: {me} is cancelled, and with it the task that it awaits; {they}, "
            f"which {verb} the same task, {'is' if len(others) == 1 else 'are'} cancelled, too."
        )
        waits = [_awaits(moments, t, len(moments)) for t in others]
        return Pattern(
            "cancelled along",
            sentence,
            at=at,
            remark=f"cancels what it awaits, and so {they}",
            moments=(at, *waits),
        )
    return None


def _awaits(moments: Moments, thread: int, end: int) -> int:
    """Where the task in the column *thread* began its last wait before *end*; -1 if it did not."""
    return [-1, *find(moments, "suspend", by=thread, before=end)][-1]


def _awaited(moments: Moments, thread: int, end: int) -> Event | None:
    """The wait for another task that *thread* was in before *end*."""
    at = _awaits(moments, thread, end)
    return moments[at] if at >= 0 and moments[at].value == "join" else None


def _same(a: Event | None, b: Event) -> bool:
    return a is not None and a.obj == b.obj != 0


def _gave_in(moments: Moments, thread: int) -> bool:
    """Whether the task in the column *thread* ended cancelled after all: it only tidied up."""
    return any(m.thread == thread and m.action == "end" and m.value == CANCELLED for m in moments)


def _too_late(moments: Moments, index: int) -> bool:
    """Whether the moment cancels what is left when the program has failed already."""
    over = moments.verdict.name == WRONG_RESULT and moments[index].value == OVER
    return over and not any(m.thread == 0 and m.action != FAIL for m in list(moments)[index:])


def _asks(moments: Moments, index: int, thread: int) -> bool:
    """Whether the moment asks to cancel the task in the column *thread*."""
    moment = moments[index]
    if moment.action == "cancelled":
        return moment.thread == thread
    return moment.action == "cancel" and moment.target == moments.trace.threads[thread]
