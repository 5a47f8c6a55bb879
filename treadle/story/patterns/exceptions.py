"""Patterns in which an exception is raised, and those who should hear of it do not."""

from __future__ import annotations

import ast
import linecache
import re

from treadle.frames import is_harness, is_library
from treadle.story.moment import RAISE, Moments, where
from treadle.story.patterns.accesses import find
from treadle.story.patterns.pattern import Pattern
from treadle.trace import ERROR, KEPT, Event, Place


def lost_exception(moments: Moments) -> Pattern | None:
    """A thread has died of an exception, and nobody was told."""
    raised = find(moments, RAISE)
    if not raised:
        return None
    at, moment = raised[0], moments[raised[0]]
    return Pattern(
        "exception lost in a thread",
        f"Exception lost in a thread: {moments.name(moment)} died of {moment.value} at "
        f"{where(moment.place)}, and what a thread dies of reaches no other.",
        at,
        "",
        (at,),
        alone=_is_the_checks(moments),
    )


def never_asked_for(moments: Moments) -> Pattern | None:
    """A task of a pool has raised what the check speaks of, and nobody asks for its result."""
    for at, moment in enumerate(moments):
        if moment.action != ERROR or moment.call != KEPT or not _is_missed(moments, moment):
            continue
        same = [m for m in moments[at:] if m.action == ERROR and m.value == moment.value]
        if any(m.call != KEPT for m in same):
            continue  # somebody has asked
        return Pattern(
            "never asked for",
            f"Never asked for: {moments.name(moment)} runs into {_kind(moment)} at "
            f"{where(moment.place)}. A pool keeps what a task raises until somebody asks for the "
            "result of the task, and nobody does.",
            at,
            "kept by the pool",
            (at,),
            alone=True,
        )
    return None


def caught(moments: Moments) -> Pattern | None:
    """A thread catches the exception that the check speaks of, and goes on."""
    for at in range(len(moments) - 1, -1, -1):
        moment = moments[at]
        if moment.action != ERROR or moment.handler is None or moment.place is None:
            continue
        if not _is_missed(moments, moment):
            continue
        if _is_made_use_of(moment.handler) and _came_out(moments, moment):
            continue
        # To raise it again in another thread would be its end, and no help.
        remark = "caught in this thread" if moment.thread else "caught, and not raised again"
        line = moment.place.line
        later = [m.place.line for m in moments[at + 1 :] if m.thread == moment.thread and m.place]
        ends = moments.ended(moment.thread) and all(line < after for after in later)
        goes = "comes to its end" if ends else "goes on"
        return Pattern(
            "caught",
            f"Caught: {moments.name(moment)} runs into {_kind(moment)} at {where(moment.place)}, "
            f"catches it ({where(moment.handler)}), and {goes}.",
            at,
            remark,
            (at,),
            alone=True,
        )
    return None


def _kind(moment: Event) -> str:
    """The class of the exception that *moment* is about."""
    return (moment.value or "").partition(":")[0].rpartition(".")[2]


def _is_missed(moments: Moments, moment: Event) -> bool:
    """Whether the check speaks of the exception of *moment*, once: it has not come out anywhere."""
    kind = _kind(moment)
    return bool(kind) and moments.verdict.message.count(kind) == 1


def _came_out(moments: Moments, moment: Event) -> bool:
    """Whether the check has got an exception: that of *moment* in a result, or another one."""
    kind, said = _kind(moment), moments.verdict.message
    others = {_kind(m) for m in moments if m.action == ERROR} - {kind}
    named = set(re.findall(r"\w+", said))
    exceptions = {n for n in named if n.endswith(("Error", "Exception", "ExceptionGroup"))}
    return bool(named & (others | exceptions - {kind})) or f"'{kind}" in said or f"{kind}(" in said


def _is_made_use_of(handler: Place) -> bool:
    """Whether the handler that begins at *handler* does something with what it has caught."""
    tree = ast.parse("".join(linecache.getlines(handler.file)))
    return any(
        isinstance(part, ast.Name) and part.id == node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and node.body[0].lineno == handler.line
        for statement in node.body
        for part in ast.walk(statement)
    )


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
