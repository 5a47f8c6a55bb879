"""How threads are ended when the verdict is known.

Each thread that has begun is ended by an exception, `Unwind`, and so lets go of what it holds. It
may tidy up meanwhile, within reason: who catches the exception and carries on, or would have to
wait, is ended again, and in the end left where it is.
"""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, NoReturn

from greenlet import greenlet

from treadle.virtual_thread import VirtualThread

if TYPE_CHECKING:
    from treadle.kernel import Execution

SWALLOW_LIMIT = 100
"""How often a thread that is being ended may catch that and carry on."""

_never_ended: list[greenlet] = []
"""Threads that refused to be ended. Dropping the last reference to one would run it again."""


class Unwind(BaseException):
    """Raised inside a virtual thread to end it after the verdict; never seen outside."""


class _Silence(StringIO):
    def write(self, text: str) -> int:
        return len(text)


def unwind(execution: Execution) -> None:
    """End every thread of *execution* that has not ended; nothing is announced any more."""
    if execution.verdict is None and not execution.alive:
        return
    # One that never began needs no end.
    left = [thread for thread in execution.threads if thread.greenlet]
    if left:
        # What they say when they are ended (a pool logs it) is not what the program says.
        with redirect_stdout(_Silence()), redirect_stderr(_Silence()):
            for thread in left:
                execution.running = thread
                thread.greenlet.throw(Unwind)
    for thread in execution.threads:
        thread.greenlet = thread.life = None


def carry_on(execution: Execution, me: VirtualThread) -> None:
    """Let a thread that is being ended tidy up (release a lock), within reason."""
    if not execution.is_afterwards and not execution.looking:
        me.swallowed += 1
        if me.swallowed > SWALLOW_LIMIT:
            refuse(execution, me)


def refuse(execution: Execution, me: VirtualThread) -> NoReturn:
    """End a thread that carries on although all is over."""
    if execution.looking:
        raise RuntimeError("to look at it would mean to wait")
    if execution.is_afterwards:
        raise RuntimeError("the exploration is over, and this would wait for ever")
    me.swallowed += 1
    if me.swallowed > 2 * SWALLOW_LIMIT:
        _never_ended.append(me.greenlet)
        execution.hub.switch()
    raise Unwind
