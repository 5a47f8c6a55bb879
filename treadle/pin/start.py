"""Run a file as the program of this process.

The file runs as `__main__`, just as with `python FILE`; processes that it starts by any method find
it where they expect it. An exception that ends it, or one of its threads, is also reported.
"""

from __future__ import annotations

import linecache
import os
import re
import sys
import threading
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from . import fork, report

USED_UP = (RecursionError, MemoryError, OSError)
"""Errors of a program that has used up what it may have, wherever they come."""

CHARACTERS = 2_000
"""Of what an exception says no more is told than this."""


def start(how: str, file: str, *arguments: str) -> None:
    """Run *file* with *arguments*: its forks "pinned", "plain", or as where there is "no-fork".

    Raises:
        SystemExit: what the program itself raises; with status 1 if it raised anything else.

    """
    path = Path(file).absolute()
    report.begin()
    if how == "pinned" and hasattr(os, "register_at_fork"):
        fork.Pin().install()
    elif how == "plain" and hasattr(os, "register_at_fork"):
        os.register_at_fork(before=report.about_to_fork, after_in_child=report.forked)
    if how == "no-fork":
        _take_fork_away()
    threading.excepthook = _lost_in_thread
    sys.argv[:] = [str(path), *arguments]
    sys.path[0] = str(path.parent)
    module = ModuleType("__main__")
    vars(module).update(
        __file__=str(path), __cached__=None, __loader__=SourceFileLoader("__main__", str(path))
    )
    sys.modules["__main__"] = module
    try:
        exec(compile(path.read_bytes(), path, "exec", dont_inherit=True), vars(module))
    except SystemExit:
        raise
    except BaseException as error:
        error = error.with_traceback(_without_ours(error.__traceback__))
        _report(error, error.__traceback__)
        sys.excepthook(type(error), error, error.__traceback__)
        sys.exit(1)


def _take_fork_away() -> None:
    """Be as a system without fork: of the start methods there is `spawn` alone, as on Windows."""
    import multiprocessing
    from multiprocessing import context

    contexts: dict[str, Any] = context._concrete_contexts  # type: ignore[attr-defined]
    for name in contexts.keys() - {"spawn"}:
        del contexts[name]
    context._default_context._default_context = contexts["spawn"]  # type: ignore[attr-defined]
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
    for name in {"fork", "forkpty"} & vars(os).keys():
        delattr(os, name)


def _lost_in_thread(lost: threading.ExceptHookArgs, /) -> None:
    if lost.exc_value is not None and lost.exc_type is not SystemExit:
        name = lost.thread.name if lost.thread is not None else ""
        _report(lost.exc_value, lost.exc_traceback, thread=name)
    threading.__excepthook__(lost)


def _report(error: BaseException, traceback: TracebackType | None, thread: str = "") -> None:
    stack = []
    while traceback is not None:
        stack.append((traceback.tb_frame.f_code, traceback.tb_lasti))
        traceback = traceback.tb_next
    stands = report.told(tuple(reversed(stack)))
    kind, text = type(error).__name__, str(error)[:CHARACTERS]
    if isinstance(error, SyntaxError) and (not stands or Path(error.filename or "").is_file()):
        kind, text = "syntax error", error.msg
        if error.filename:
            source = (error.text or "").strip()
            stands = [{"file": error.filename, "line": error.lineno or 1, "source": source}]
    # Where a program leaves no room for a call, or no memory, that is not our fault.
    is_ours = isinstance(error, Exception) and not isinstance(error, USED_UP)
    ours = is_ours and bool(stack) and stack[-1][0].co_filename == fork.__file__
    event = "kit-error" if ours else "exception"
    remote = _in_a_worker(error)
    report.send(event, kind=kind, text=text, thread=thread, stack=stands, remote=remote)


def _in_a_worker(error: BaseException) -> list[dict[str, Any]]:
    """Where a worker process of a pool or an executor raised *error*, which its parent got."""
    cause = error.__cause__
    if type(cause).__name__ not in ("RemoteTraceback", "_RemoteTraceback"):
        return []
    _, _, last = str(getattr(cause, "tb", "")).rpartition("Traceback (most recent call last):")
    calls = re.findall(r'^  File "(.*)", line (\d+), in ', last, re.MULTILINE)
    return [
        {"file": file, "line": int(line), "source": linecache.getline(file, int(line)).strip()}
        for file, line in calls
        if not report.is_library(file)
    ]


def _without_ours(traceback: TracebackType | None) -> TracebackType | None:
    while traceback is not None and traceback.tb_frame.f_globals is globals():
        traceback = traceback.tb_next
    return traceback
