"""The end of a process in which a loop of C holds the interpreter's lock for ever.

Nothing of Python runs then, in no thread: neither the watchdog, nor a handler of signals. What is
left is a thread of C that was started before; Python has one for tracebacks (`faulthandler`). It
says where every thread stands, and ends the process with 1: the program has been found to hang.
"""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from treadle import watchdog

OUT_OF_REACH_S = 60.0
"""So long nobody may come to look; a call of C that takes so long is not waited for."""


@contextmanager
def ending(output: IO[str] | int) -> Iterator[None]:
    """Have this process end when nobody can look any more, and say on *output* where it stands.

    Args:
        output: a file of the system, or its number.

    """

    def wait_for_a_look(limit_s: float) -> None:
        with suppress(OSError, ValueError, AttributeError, RuntimeError):  # no file of the system
            if limit_s:
                faulthandler.dump_traceback_later(OUT_OF_REACH_S, exit=True, file=output)
            else:
                faulthandler.cancel_dump_traceback_later()

    before, watchdog.rearm = watchdog.rearm, wait_for_a_look
    try:
        yield
    finally:
        watchdog.rearm = before
