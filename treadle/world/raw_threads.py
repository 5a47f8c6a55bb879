"""The threads of `_thread`: started without a `Thread` object of the program's own."""

from __future__ import annotations

import threading as real
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from treadle.operation import READ, Operation
from treadle.state import running_execution
from treadle.virtual_thread import VirtualThread
from treadle.world.alive import everybody_alive
from treadle.world.thread_local import forget
from treadle.world.threads import census, comes_or_goes, get_ident, join


def start_new_thread(
    function: Callable[..., object],
    args: tuple[Any, ...],
    kwargs: dict[str, Any] | None = None,
    /,
) -> int:
    """Start a thread without an object of its own, and return its number."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    return _start(lambda: function(*args, **(kwargs or {})), daemon=True).index + 1


def _start(function: Callable[[], object], daemon: bool) -> VirtualThread:
    def life() -> None:
        try:
            function()
        except SystemExit:
            comes_or_goes(running_execution(), ends=True)
            raise
        finally:
            forget()
        comes_or_goes(running_execution(), ends=True)

    everyone = census()
    everyone.unnamed += 1
    name = f"Dummy-{everyone.unnamed}"
    execution = running_execution()
    comes_or_goes(execution)
    return execution.spawn(life, name, daemon=daemon)


class ThreadHandle:
    """`_thread._ThreadHandle` (Python 3.13): what a thread is joined by."""

    __slots__ = ("__weakref__", "_done", "_treadle_thread")

    def __init__(self) -> None:
        self._treadle_thread: VirtualThread | None = None
        self._done = False

    @property
    def ident(self) -> int:
        """The number of the thread, 0 before it is started."""
        return 0 if self._treadle_thread is None else self._treadle_thread.index + 1

    def join(self, timeout: float | None = None, /) -> None:
        """Wait until the thread has ended, or *timeout* seconds."""
        thread = self._treadle_started()
        if self._done:
            return
        execution = running_execution()
        if thread is execution.running:
            raise RuntimeError("Cannot join current thread")
        if timeout is not None and timeout < 0:
            timeout = None
        join(execution, thread, timeout)

    def is_done(self) -> bool:
        """Whether the thread has ended."""
        thread = self._treadle_thread
        if thread is None or self._done:
            return self._done
        running_execution().step(Operation(READ, thread.obj))
        return thread.finished

    def _set_done(self) -> None:
        self._treadle_started()
        self._done = True

    def _treadle_started(self) -> VirtualThread:
        if self._treadle_thread is None:
            raise RuntimeError("thread not started")
        return self._treadle_thread

    def __repr__(self) -> str:
        return f"<_ThreadHandle object: ident={self.ident}>"


def start_joinable_thread(
    function: Callable[[], object], handle: ThreadHandle | None = None, daemon: bool = True
) -> ThreadHandle:
    """Start a thread and return what to join it by (Python 3.13)."""
    if not callable(function):
        raise TypeError("thread function must be callable")
    handle = ThreadHandle() if handle is None else handle
    if handle._treadle_thread is not None:
        raise RuntimeError("thread already started")
    handle._treadle_thread = _start(function, daemon)
    return handle


def count() -> int:
    """How many threads run besides the main thread."""
    return len(everybody_alive()) - 1


def stack_size(size: int = 0, /) -> int:
    """The stack size in bytes asked for so far; *size* is checked, remembered, and without effect.

    Virtual threads share the limit of the thread that the exploration runs in.
    """
    everyone = census()
    before = everyone.stack_size
    if size < 0:
        raise ValueError("size must be 0 or a positive value")
    if 0 < size < _SMALLEST_STACK:
        raise ValueError(f"size not valid: {size} bytes")
    everyone.stack_size = size
    return before


_SMALLEST_STACK = 32_768


def excepthook(args: Any, /) -> None:
    """`threading.__excepthook__`: tell of the exception that ended a thread, as Python does."""
    if isinstance(args, real.ExceptHookArgs) and args.thread is None:
        nameless = SimpleNamespace(name=get_ident())
        args = real.ExceptHookArgs((args.exc_type, args.exc_value, args.exc_traceback, nameless))
    real.__excepthook__(args)
