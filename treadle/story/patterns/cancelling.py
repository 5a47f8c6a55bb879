"""Patterns in which a task that is cancelled does not end."""

from __future__ import annotations

from treadle.story.moment import FAIL, STUCK, Moments, where
from treadle.story.patterns.pattern import Pattern
from treadle.task_recorder import CANCELLED
from treadle.trace import OVER
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
        stuck = [
            j for j, m in enumerate(moments) if m.thread == moment.thread and m.action == STUCK
        ]
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
