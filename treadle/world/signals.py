"""`signal`: handlers are kept, and signals do not come by themselves.

An exploration does not run in the main thread of the process, where alone Python lets a program set
a handler; and no signal comes at a step of the search's choosing. A program that asks for one later
(`alarm`, `setitimer`) is never called proved; if it does not end without, that is what is told.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

from treadle import verdict as verdicts
from treadle.frames import caller_frame
from treadle.kernel import Execution
from treadle.state import running_execution
from treadle.text import spot
from treadle.unproved import unseen
from treadle.verdict import Verdict

Handler = Callable[[int, FrameType | None], Any] | int | None


_HARMLESS = ("SIGCHLD", "SIGCLD", "SIGCONT", "SIGPIPE", "SIGURG", "SIGWINCH", "SIGXFSZ")
"""Signals that do nothing if nobody wants to hear of them; of two, because Python ignores them."""


_HANDLERS, _ASKED = "signal handlers", "signals asked for"
"""What an execution keeps, by the numbers of signals: handlers, and who has asked for one."""

_WITHOUT_END = (verdicts.DEADLOCK, verdicts.NO_PROGRESS, verdicts.THREAD_LEFT_RUNNING)


def _handlers() -> dict[int, Handler]:
    found: dict[int, Handler] = running_execution().memory.setdefault(_HANDLERS, {})
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


def alarm(seconds: int, /) -> int:
    """`signal.alarm`: note that a SIGALRM is to come."""
    _ask("alarm", signal.SIGALRM, seconds)
    return 0


def setitimer(which: int, seconds: float, interval: float = 0.0, /) -> tuple[float, float]:
    """`signal.setitimer`: note that a signal is to come."""
    timers = {
        signal.ITIMER_REAL: signal.SIGALRM,
        signal.ITIMER_VIRTUAL: signal.SIGVTALRM,
        signal.ITIMER_PROF: signal.SIGPROF,
    }
    if which not in timers:
        raise signal.ItimerError(errno.EINVAL, os.strerror(errno.EINVAL))
    _ask("setitimer", timers[which], seconds)
    return 0.0, 0.0


def _ask(function: str, number: int, seconds: float) -> None:
    memory = running_execution().memory
    asked: dict[int, str] = memory.setdefault(_ASKED, {})
    asked.pop(number, None)
    if seconds:
        unseen(f"the signal of signal.{function}")
        frame = caller_frame(memory["world"].files)
        where = "" if frame is None else f" at {spot(frame.f_code.co_filename, frame.f_lineno)}"
        asked[number] = f"signal.{function} asks for it{where}"


def verdict_without(execution: Execution) -> Verdict | None:
    """The verdict if *execution* has come to no end because a signal did not come, else None."""
    memory = execution.memory
    if execution.verdict is None or execution.verdict.name not in _WITHOUT_END:
        return None
    for number, asks in memory.get(_ASKED, {}).items():
        if callable(memory.get(_HANDLERS, {}).get(number)):
            name = signal.Signals(number).name
            text = (
                f"without {name} the program does not end. {asks}, but in an exploration no signal "
                f"comes by itself; send it where it is to come: signal.raise_signal(signal.{name})"
            )
            return Verdict(verdicts.UNCONTROLLED_BLOCK, "no signal", text)
    return None


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
        "alarm": alarm,
        "setitimer": setitimer,
        "siginterrupt": _never,
        "set_wakeup_fd": lambda *_, **__: -1,
    }
    module.__dict__.update({name: made for name, made in ours.items() if hasattr(signal, name)})
    return module
