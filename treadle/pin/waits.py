"""Waits of known length, which can be cut short: `Condition.wait` and `time.sleep`."""

from __future__ import annotations

import _thread
import sys
import threading
import time
from typing import Any

allocate_lock = _thread.allocate_lock
get_ident = _thread.get_ident
_sleep = time.sleep

SHORT_S = 2.0
"""Only a timed wait of at most this length may be cut short: a longer one guards something."""

_WAIT = threading.Condition.wait.__code__

waiting: dict[int, Waiter] = {}
"""By thread, what it waits on."""


class Waiter:
    """The lock on which one thread waits.

    Attributes:
        timeout: how long the thread waits on it, in seconds; -1 for ever.

    """

    def __init__(self) -> None:
        self._real = allocate_lock()
        self._notified = False
        self._cut = False
        self.timeout: float = -1

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.Lock.acquire`, except that the timeout may come early."""
        if self._real.acquire(False):
            return True
        if not blocking:
            return False
        me = get_ident()
        self.timeout = timeout
        waiting[me] = self
        try:
            return self._real.acquire(True, timeout) and (self._notified or not self._cut)
        finally:
            del waiting[me]

    def release(self) -> None:
        """As `threading.Lock.release`."""
        self._notified = True
        try:
            self._real.release()
        except RuntimeError:
            if not self._cut:
                raise

    @property
    def woken(self) -> bool:
        """Whether the wait is over, though the thread may not have noticed yet."""
        return self._notified or self._cut

    @property
    def ends_soon(self) -> bool:
        """Whether the wait may be cut short."""
        return 0 <= self.timeout <= SHORT_S

    def cut_short(self) -> None:
        """Let the timeout come now."""
        self._cut = True
        if self._real.locked():
            self._real.release()


def sleep(seconds: float, /) -> None:
    """As `time.sleep`, except that it may end early."""
    if not isinstance(seconds, int | float) or not 0 < seconds <= threading.TIMEOUT_MAX:
        _sleep(seconds)  # nothing to wait for, or a mistake
        return
    waiter = Waiter()
    waiter.acquire()
    waiter.acquire(True, seconds)


def install() -> None:
    """Put these waits in the place of Python's."""
    vars(threading).update(_allocate_lock=_allocate_lock)
    vars(time).update(sleep=sleep)


def _allocate_lock() -> Any:
    """As `threading._allocate_lock`, with which `Condition.wait` makes what it waits on."""
    return Waiter() if sys._getframe(1).f_code is _WAIT else allocate_lock()
