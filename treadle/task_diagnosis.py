"""What goes wrong with coroutines and tasks although nothing raises: the verdicts on it."""

from __future__ import annotations

import inspect
from types import CoroutineType
from typing import Any

from treadle import verdict as verdicts
from treadle.kernel import Execution
from treadle.text import spot
from treadle.verdict import Verdict
from treadle.world.tasks import name_of
from treadle.world.unawaited import call_of

MISHAPS = frozenset({"thrown away", "tasks", "callback error", "cut short"})
"""Under these names the memory of an execution has what may have gone wrong."""


NOT_WOKEN = "loop not woken"
"""What a deadlock is called if only the wake-up of an event loop is missing."""


def never_awaited(execution: Execution) -> Verdict | None:
    """The verdict for a coroutine that was made and never run."""
    thrown_away = execution.memory.get("thrown away", ())
    error = execution.main.error
    if not thrown_away and error is None:
        return None
    found = list(thrown_away)
    world = execution.memory.get("world")
    files = set() if world is None else world.files
    tb = None if error is None else error.__traceback__
    while tb is not None:  # those that are still there, for the exception keeps them
        if tb.tb_frame.f_code.co_filename in files:
            for value in tb.tb_frame.f_locals.values():
                if type(value) is CoroutineType and _is_new(value):
                    found.append(call_of(value))
                    value.close()  # or Python warns of it when it is thrown away
        tb = tb.tb_next
    for name, file, line in found:
        if file in files:
            return Verdict(
                verdicts.NEVER_AWAITED,
                "never awaited",
                f"{spot(file, line)}: {name}() is called but never awaited, so nothing of it is "
                f"ever run; it needs `await` before it",
            )
    return None


def _is_new(coroutine: CoroutineType[Any, Any, Any]) -> bool:
    return inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED


def not_woken(execution: Execution) -> Verdict | None:
    """The verdict for a loop that sleeps on, although another thread has something for it to do."""
    for loop in execution.memory.get("loops", ()):
        if loop.oversleeps() and loop.unheard is not None:
            thread, place = loop.unheard
            where = spot(place.file, place.line)
            return Verdict(
                verdicts.DEADLOCK,
                NOT_WOKEN,
                f"Loop not woken: {thread} does `{place.source.strip()}` ({where}) while the "
                "event loop of another thread waits, and that does not wake it; only "
                "loop.call_soon_threadsafe does.",
            )
    return None


def lost(execution: Execution) -> Verdict | None:
    """The verdict for a task that died, or was cut short, and nobody was told."""
    tasks = execution.memory.get("tasks", ())
    for task in tasks:
        if task.done() and not task.cancelled() and getattr(task, "_log_traceback", False):
            if execution.ending and not task.get_loop()._treadle_home.finished:
                continue  # of a daemon that all is over for: it dies of that, or nobody asks yet
            error = task._exception
            return Verdict(
                verdicts.LOST_TASK,
                "exception never retrieved",
                f"{name_of(task, tasks)} died of {_said(error)}, and nobody awaits it, "
                "so nobody is told",
                error,
            )
    error = execution.memory.get("callback error")
    if error is not None:
        return Verdict(
            verdicts.EXCEPTION,
            "exception in a callback",
            f"a callback of the event loop died of {_said(error)}, and nobody is told",
            error,
        )
    return None


def cut_short(execution: Execution) -> Verdict | None:
    """The verdict for tasks that nobody kept, and that had not ended when the loop did."""
    found: Verdict | None = execution.memory.get("cut short")
    return found


def _said(error: BaseException) -> str:
    text = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
