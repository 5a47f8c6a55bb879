"""Patterns in which an exception is raised, and those who should hear of it do not."""

from __future__ import annotations

from treadle.frames import is_harness, is_library
from treadle.story.moment import RAISE, Moments, where
from treadle.story.patterns.pattern import Pattern
from treadle.trace import ERROR


def lost_exception(moments: Moments) -> Pattern | None:
    """A thread has died of an exception, and nobody was told."""
    at = next((i for i, m in enumerate(moments) if m.action == RAISE), None)
    if at is None:
        return None
    moment = moments[at]
    return Pattern(
        "exception lost in a thread",
        f"Exception lost in a thread: {moments.name(moment)} died of {moment.value} at "
        f"{where(moment.place)}, and no other thread was told.",
        at,
        "",
        (at,),
        alone=_is_the_checks(moments),
    )


def caught(moments: Moments) -> Pattern | None:
    """A thread catches the exception that the check speaks of, and goes on."""
    for at in range(len(moments) - 1, -1, -1):
        moment = moments[at]
        kind = (moment.value or "").partition(":")[0].rpartition(".")[2]
        if moment.action != ERROR or moment.within or moment.place is None:
            continue
        if not kind or kind not in moments.verdict.message:
            continue
        line = moment.place.line
        later = [m.place.line for m in moments[at + 1 :] if m.thread == moment.thread and m.place]
        ends = moments.ended(moment.thread) and all(line < after for after in later)
        goes = "comes to its end" if ends else "goes on"
        return Pattern(
            "caught",
            f"Caught: {moments.name(moment)} runs into {kind} at {where(moment.place)}, catches "
            f"it, and {goes}.",
            at,
            "caught, and not raised again",
            (at,),
            alone=True,
        )
    return None


def _is_the_checks(moments: Moments) -> bool:
    """Whether the exception comes from a function of the check, and of nothing that went before."""
    tb = None if moments.verdict.error is None else moments.verdict.error.__traceback__
    place = moments.trace.error_place
    if tb is None or place is None:
        return False
    while tb.tb_next is not None:
        tb = tb.tb_next
    file = tb.tb_frame.f_code.co_filename
    return file != place.file and not is_library(file) and not is_harness(file)
