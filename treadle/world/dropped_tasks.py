"""Tasks that nobody keeps or awaits, and that have work left to do when the program is over."""

from __future__ import annotations

import ast
import linecache
from functools import cache
from typing import Any

from treadle import verdict as verdicts
from treadle.operation import JOIN, SLEEP
from treadle.state import state
from treadle.text import spot
from treadle.verdict import Verdict
from treadle.world.awaits import awaited
from treadle.world.tasks import name_of

_STARTS = frozenset({"create_task", "ensure_future"})
"""Functions that start a task, and whose result the program has to keep."""


def look(loop: Any) -> None:
    """Look at the tasks that *loop* is about to cancel, for the program is over."""
    execution = state.execution
    if execution is None or execution.ending:
        return
    files = execution.memory["world"].files
    tasks = loop._treadle_tasks.made
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
                    f"{spot(file, line)}: {name} is started, and nobody keeps or awaits it: "
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
