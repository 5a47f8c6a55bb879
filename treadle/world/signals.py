"""`signal`: handlers are kept, and signals do not come.

An exploration does not run in the main thread of the process, where alone Python lets a program set
a handler; and no signal comes at a step of the search's choosing.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

from treadle import verdict as verdicts
from treadle.state import running_execution
from treadle.verdict import Verdict

Handler = Callable[[int, FrameType | None], Any] | int | None


_HARMLESS = ("SIGCHLD", "SIGCLD", "SIGCONT", "SIGPIPE", "SIGURG", "SIGWINCH", "SIGXFSZ")
"""Signals that do nothing if nobody wants to hear of them; of two, because Python ignores them."""


def _handlers() -> dict[int, Handler]:
    found: dict[int, Handler] = running_execution().memory.setdefault("signal handlers", {})
    return found


def set_handler(number: int, handler: Handler, /) -> Handler:
    """`signal.signal`: keep *handler*; what was there before."""
    if running_execution().running.index:
        raise ValueError("signal only works in main thread of the main interpreter")
    if not callable(handler) and handler not in (signal.SIG_IGN, signal.SIG_DFL):
        raise TypeError(
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
        )
    before = get_handler(number)
    _handlers()[number] = handler
    return before


def get_handler(number: int, /) -> Handler:
    """`signal.getsignal`."""
    return _handlers().get(number, signal.getsignal(number))


def raise_signal(number: int, /) -> None:
    """`signal.raise_signal`: call the handler of the program, or do what the signal does else."""
    _send("raise_signal", number)


def pthread_kill(thread: int, number: int, /) -> None:
    """`signal.pthread_kill`: the same, for a handler belongs to all; 0 is no signal."""
    if number:
        _send("pthread_kill", number)


def _send(function: str, number: int) -> None:
    handler = get_handler(number)
    if number not in _handlers() and handler not in (signal.SIG_IGN, signal.SIG_DFL):
        handler = (
            signal.SIG_DFL
        )  # that of pytest, or of Python for SIGINT, is none of the program's
    if callable(handler):
        handler(number, None)
    elif handler == signal.SIG_DFL and number == signal.SIGINT:
        raise KeyboardInterrupt
    elif handler == signal.SIG_DFL and signal.Signals(number).name not in _HARMLESS:
        name = signal.Signals(number).name
        text = f"signal.{function}({name}) ends the whole process at once, and the checks with it"
        running_execution().stop(Verdict(verdicts.EXCEPTION, "process ended", text))


def _never(*args: object) -> int:
    return 0


def make_signal() -> ModuleType:
    """`signal`."""
    module = ModuleType("signal")
    module.__dict__.update(signal.__dict__)
    ours: dict[str, Any] = {
        "signal": set_handler,
        "getsignal": get_handler,
        "raise_signal": raise_signal,
        "pthread_kill": pthread_kill,
        "alarm": _never,
        "setitimer": lambda *_: (0.0, 0.0),
        "siginterrupt": _never,
        "set_wakeup_fd": lambda *_, **__: -1,
    }
    module.__dict__.update({name: made for name, made in ours.items() if hasattr(signal, name)})
    return module
