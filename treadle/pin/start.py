# ruff: noqa: PTH (pathlib would load half the library before the program does)
"""Run a file as the program of this process.

The file runs as `__main__`, just as with `python FILE`; processes that it starts by any method find
it where they expect it. An exception that ends it, or one of its threads, is also reported.
"""

from __future__ import annotations

import os
import sys
import threading
from importlib.machinery import SourceFileLoader
from types import ModuleType, TracebackType

from . import fork, report


def start(how: str, file: str, *arguments: str) -> None:
    """Run *file* with *arguments*, its forks pinned if *how* is "pinned".

    Raises:
        SystemExit: what the program itself raises; with status 1 if it raised anything else.

    """
    file = os.path.abspath(file)
    report.show_stacks_when_asked()
    if how == "pinned" and hasattr(os, "register_at_fork"):
        fork.Pin().install()
    threading.excepthook = _lost_in_thread
    sys.argv[:] = [file, *arguments]
    sys.path[0] = os.path.dirname(file)
    module = ModuleType("__main__")
    vars(module).update(
        __file__=file, __cached__=None, __loader__=SourceFileLoader("__main__", file)
    )
    sys.modules["__main__"] = module
    try:
        with open(file, "rb") as source:
            code = compile(source.read(), file, "exec", dont_inherit=True)
        exec(code, vars(module))
    except SystemExit:
        raise
    except BaseException as error:
        traceback = _without_ours(error.__traceback__)
        _report(error, traceback)
        sys.excepthook(type(error), error, traceback)
        sys.exit(1)


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
    kind, text = type(error).__name__, str(error)
    if isinstance(error, SyntaxError) and os.path.isfile(error.filename or ""):
        source = (error.text or "").strip()
        stands = [{"file": error.filename, "line": error.lineno or 1, "source": source}]
        kind, text = "syntax error", error.msg
    report.send("exception", kind=kind, text=text, thread=thread, stack=stands)


def _without_ours(traceback: TracebackType | None) -> TracebackType | None:
    while traceback is not None and traceback.tb_frame.f_globals is globals():
        traceback = traceback.tb_next
    return traceback
