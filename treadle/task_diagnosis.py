"""What goes wrong with coroutines and tasks although nothing raises: the verdicts on it."""

from __future__ import annotations

import ast
import inspect
import linecache
import sys
from functools import cache
from pathlib import PurePath
from types import CoroutineType
from typing import Any

from treadle import verdict as verdicts
from treadle.frames import library_call
from treadle.kernel import Execution, state
from treadle.operation import ACQUIRE, JOIN, SLEEP, Operation
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread
from treadle.world.awaits import awaited
from treadle.world.event_loop import name_of
from treadle.world.unawaited import call_of

MISHAPS = frozenset({"thrown away", "tasks", "callback error", "cut short"})
"""Under these names the memory of an execution has what may have gone wrong."""

_STARTS = frozenset({"create_task", "ensure_future"})
"""Functions that start a task, and whose result the program has to keep."""


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
                f"{_where(file, line)}: {name}() is called but never awaited, so nothing of it is "
                f"ever run; it needs `await` before it",
            )
    return None


def _is_new(coroutine: CoroutineType[Any, Any, Any]) -> bool:
    return inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED


def lost(execution: Execution) -> Verdict | None:
    """The verdict for a task that died, or was cut short, and nobody was told."""
    tasks = execution.memory.get("tasks", ())
    for task in tasks:
        if task.done() and not task.cancelled() and getattr(task, "_log_traceback", False):
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


def leaving(loop: Any) -> None:
    """Note that *loop* is about to cancel the tasks that are not done, for the program is over."""
    execution = state.execution
    if execution is None or execution.ending:
        return
    files = execution.memory["world"].files
    tasks = loop.made
    for task in tasks:
        if task.done() or task.get_loop() is not loop or task.cancelling():
            continue
        file, line, via = task.__dict__.get("_treadle_made", ("", 0, ""))
        if via in _STARTS and _is_dropped(file, line) and _has_work(task, files):
            name = name_of(task, tasks)
            execution.memory.setdefault(
                "cut short",
                Verdict(
                    verdicts.LOST_TASK,
                    "cut short",
                    f"{_where(file, line)}: {name} is started, and nobody keeps or awaits it: "
                    "the program is over before it is done, and the rest of its work is lost",
                ),
            )


def _has_work(task: Any, files: set[str]) -> bool:
    """Whether *task* would go on if it were let: it does not wait for what may never come."""
    waiter = task._fut_waiter
    if waiter is None or waiter.done():
        return True
    where = awaited(task, files)
    if where.kind is JOIN:
        return _has_work(where.obj, files)
    return where.kind is SLEEP or bool(getattr(waiter, "_treadle_thread", False))


def blocks(loop: Any, what: str) -> None:
    """A task of *loop* makes all others wait: end the execution if there are any."""
    execution = loop._execution
    task = loop.current()
    others = [t for t in loop.made if t is not task and not t.done() and t.get_loop() is loop]
    if task is None or not others:
        return
    frame: Any = sys._getframe(1)
    files = execution.memory["world"].files
    while frame is not None and frame.f_code.co_filename not in files:
        frame = frame.f_back
    where = "" if frame is None else f"{_where(frame.f_code.co_filename, frame.f_lineno)}: "
    count = "another task" if len(others) == 1 else f"{len(others)} other tasks"
    execution.stop(
        Verdict(
            verdicts.BLOCKED_LOOP,
            "blocking call in the loop",
            f"{where}{what} stops the whole event loop, and {count} with it: "
            f"{name_of(task, loop.made)} must await instead, or have a thread do it "
            "(asyncio.to_thread)",
        )
    )


def stands_still(thread: VirtualThread, op: Operation) -> None:
    """*thread*, in which a loop runs, has to wait for *op*: say so if that may take its time."""
    blocker = thread.blocker
    call, _ = library_call(sys._getframe(1), thread.loop._execution.memory["world"].files)
    if op.kind is ACQUIRE or (op.kind is JOIN and call):
        # A moment is no matter. But whoever has the lock may be waiting, or asleep.
        other = blocker if op.kind is JOIN else getattr(blocker, "_owner", None)
        if not isinstance(other, VirtualThread) or other is thread:
            return
        if other.op.kind is not SLEEP and (other.ready is None or other.ready()):
            return
    blocks(thread.loop, _WAITS.get(op.kind.name, "this call"))


_WAITS = {
    "acquire": "waiting for a lock of threading",
    "join": "waiting for a thread to end",
    "down": "waiting for a semaphore of threading",
    "await": "waiting for an event of threading",
    "reacquire": "waiting for another thread",
    "get": "waiting for a queue of threads",
}


@cache
def _is_dropped(file: str, line: int) -> bool:
    """Whether the line starts a task and does nothing with it."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            function = node.value.func
            name = getattr(function, "attr", getattr(function, "id", ""))
            if name in _STARTS and node.lineno <= line <= (node.end_lineno or line):
                return True
    return False


def _where(file: str, line: int) -> str:
    return f"{PurePath(file).name}:{line}"


def _said(error: BaseException) -> str:
    text = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
