"""Where an exception was raised, by its traceback."""

from __future__ import annotations

import inspect
from types import TracebackType

from treadle.frames import is_harness

_NOT_CALLED = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
"""Flags of code that does not know by whom it was run."""


def innermost(tb: TracebackType | None, files: set[str]) -> tuple[str, int, str] | None:
    """File, line and qualified function of the deepest frame of *tb* that lies in *files*."""
    found = None
    while tb is not None:
        found = _own(tb, files) or found
        tb = tb.tb_next
    return found


def raised_again(tb: TracebackType | None, files: set[str]) -> tuple[str, int, str] | None:
    """As `innermost`, but where the exception was raised last.

    One that was caught elsewhere, such as in another thread, and is raised again, still has the
    frames of its first journey behind those of the last.
    """
    last = tb
    while last is not None and last.tb_next is not None:
        if not is_harness(last.tb_frame.f_code.co_filename) and not _leads_to(last, last.tb_next):
            break
        last = last.tb_next
    beyond = None if last is None else last.tb_next
    found = None
    while tb is not beyond and tb is not None:
        found = _own(tb, files) or found
        tb = tb.tb_next
    return found or innermost(beyond, files)


def _leads_to(tb: TracebackType, deeper: TracebackType) -> bool:
    """Whether the frame of *deeper* was called, however indirectly, by that of *tb*.

    Of a generator or coroutine nobody knows any more, once it has ended.
    """
    frame = deeper.tb_frame
    if frame.f_code.co_flags & _NOT_CALLED:
        return True
    while frame.f_back is not None and frame is not tb.tb_frame:
        frame = frame.f_back
    return frame is tb.tb_frame


def _own(tb: TracebackType, files: set[str]) -> tuple[str, int, str] | None:
    """File, line and qualified function of the first frame of *tb*, if it lies in *files*."""
    code = tb.tb_frame.f_code
    if code.co_filename not in files:
        return None
    return code.co_filename, tb.tb_lineno, code.co_qualname
