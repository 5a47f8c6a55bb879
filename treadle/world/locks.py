"""`threading.Lock` and `threading.RLock`."""

from __future__ import annotations

import sys
import warnings
from functools import cache
from typing import Any

from treadle.kernel import Execution
from treadle.operation import ACQUIRE, READ, RELEASE, TRY, Operation, whole
from treadle.spinning import released
from treadle.state import state
from treadle.virtual_thread import VirtualThread
from treadle.world.primitive import Primitive

TIMEOUT_MAX = 9_223_372_036.0
"""The longest timeout in seconds, as `threading.TIMEOUT_MAX` on 64-bit Linux."""


def _timeout(blocking: bool, timeout: float | None) -> float | None:
    """The timeout in seconds, None for none. Raises what `Lock.acquire` raises for bad ones."""
    if timeout is None:
        return None
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    return None if timeout == -1 else timeout


@cache
def _operations_of(number: int) -> tuple[Operation, Operation]:
    """To take, and to give back, the lock of that number."""
    return Operation(ACQUIRE, number), Operation(RELEASE, number)


class Lock(Primitive):
    """`threading.Lock`."""

    __slots__ = ("_acquire", "_handed_over", "_release", "_treadle_owner")

    def __init_subclass__(cls) -> None:
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    def _reset(self, execution: Execution) -> None:
        self._treadle_owner: VirtualThread | None = None
        self._handed_over = False  # somebody gave it back who had not taken it: it is a signal
        self._acquire, self._release = _operations_of(self._number)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, waiting for it unless *blocking* is false; whether it was taken."""
        execution = state.execution
        if execution is None or execution is not self._treadle_run:
            execution = self._treadle_execution()
        wait_s = None if timeout == -1 else _timeout(blocking, timeout)
        if not blocking or wait_s == 0:
            execution.step(whole(TRY, self._number))
            if self._treadle_owner is not None:
                execution.futile()
                return False
        elif not execution.block(self._acquire, self._free, self, wait_s):
            return False
        self._treadle_owner = execution.running
        if execution.recorder is not None:
            execution.recorder.taken(self)
        return True

    def release(self, *exc: object) -> None:
        """Give the lock back. Raises RuntimeError if nobody holds it."""
        if exc and len(exc) != 3:
            raise TypeError(f"release() takes no arguments ({len(exc)} given)")
        execution = state.execution
        if execution is None or execution is not self._treadle_run:
            execution = self._treadle_execution()
        execution.step(self._release)
        if self._treadle_owner is None:
            execution.futile()
            raise RuntimeError("release unlocked lock")
        if execution.recorder is not None:
            execution.recorder.given_back(self)
        if self._treadle_owner is not execution.running:
            self._handed_over = True
        self._treadle_owner = None
        if execution.running.due is not None:
            released(execution, self._number)

    def locked(self) -> bool:
        """Whether somebody holds the lock."""
        execution = self._treadle_execution()
        execution.step(whole(READ, self._number))
        return self._treadle_owner is not None

    def _free(self) -> bool:
        return self._treadle_owner is None

    def _is_owned(self) -> bool:
        execution = self._treadle_execution()
        if self._treadle_owner is not execution.running:
            execution.step(whole(READ, self._number))
        return self._treadle_owner is not None

    # For Condition: let go of the lock whatever its depth, and take it again.
    def _treadle_leave(self) -> Any:
        saved, self._treadle_owner = self._treadle_owner, None
        return saved

    def _treadle_enter_again(self, saved: Any) -> None:
        self._treadle_owner = saved

    def _at_fork_reinit(self) -> None:
        execution = self._treadle_execution()
        execution.unchanged = None
        self._reset(execution)

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    __enter__ = acquire

    __exit__ = release  # no deeper than `acquire`, for a program that recurses to the limit

    def __repr__(self) -> str:
        self._treadle_shown()
        held = "unlocked" if self._treadle_owner is None else "locked"
        return f"<{held} _thread.lock object at {id(self):#x}>"


class RLock(Primitive):
    """`threading.RLock`."""

    __slots__ = ("_acquire", "_count", "_release", "_treadle_owner")

    IN_C = "_thread.RLock"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        if (args or kwargs) and sys.version_info >= (3, 13):  # all others ignore them silently
            message = "Passing arguments to RLock is deprecated and will be removed in 3.15"
            warnings.warn(message, DeprecationWarning, stacklevel=2)

    def _reset(self, execution: Execution) -> None:
        self._treadle_owner: VirtualThread | None = None
        self._acquire, self._release = _operations_of(self._number)
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, or take it once more; whether it was taken."""
        execution = state.execution
        if execution is None or execution is not self._treadle_run:
            execution = self._treadle_execution()
        wait_s = None if timeout == -1 else _timeout(blocking, timeout)
        if self._treadle_owner is execution.running:
            self._count += 1
            if execution.recorder is not None:
                execution.recorder.taken_again(self)
            return True
        if not blocking or wait_s == 0:
            execution.step(whole(TRY, self._number))
            if self._treadle_owner is not None:
                execution.futile()
                return False
        elif not execution.block(self._acquire, self._free, self, wait_s):
            return False
        self._treadle_owner = execution.running
        self._count = 1
        if execution.recorder is not None:
            execution.recorder.taken(self)
        return True

    def release(self, *exc: object) -> None:
        """Give the lock back once. Raises RuntimeError if this thread does not hold it."""
        if exc and len(exc) != 3:
            raise TypeError(f"release() takes no arguments ({len(exc)} given)")
        execution = state.execution
        if execution is None or execution is not self._treadle_run:
            execution = self._treadle_execution()
        if self._treadle_owner is not execution.running:
            raise RuntimeError("cannot release un-acquired lock")
        if self._count > 1:
            self._count -= 1
            if execution.recorder is not None:
                execution.recorder.given_back_once(self)
            return
        execution.step(self._release)
        if execution.recorder is not None:
            execution.recorder.given_back(self)
        self._count = 0
        self._treadle_owner = None
        if execution.running.due is not None:
            released(execution, self._number)

    def locked(self) -> bool:
        """Whether somebody holds the lock."""
        execution = self._treadle_execution()
        execution.step(whole(READ, self._number))
        return self._treadle_owner is not None

    def _free(self) -> bool:
        return self._treadle_owner is None

    def _is_owned(self) -> bool:
        execution = self._treadle_execution()
        return self._treadle_owner is execution.running

    def _treadle_leave(self) -> Any:
        saved = (self._treadle_owner, self._count)
        self._treadle_owner, self._count = None, 0
        return saved

    def _treadle_enter_again(self, saved: Any) -> None:
        self._treadle_owner, self._count = saved

    def _recursion_count(self) -> int:
        return self._count if self._is_owned() else 0

    # The names that `threading.Condition` looks for, for a program that writes its own.
    def _release_save(self) -> Any:
        if self._treadle_execution() and self._count == 0:
            raise RuntimeError("cannot release un-acquired lock")
        count, self._count = self._count, 1
        self.release()
        return count

    def _acquire_restore(self, saved: Any) -> None:
        self.acquire()
        self._count = saved

    def _at_fork_reinit(self) -> None:
        execution = self._treadle_execution()
        execution.unchanged = None
        self._reset(execution)

    def __repr__(self) -> str:
        self._treadle_shown()
        execution = self._treadle_execution()
        held = "unlocked" if self._treadle_owner is None else "locked"
        owner = (
            0 if self._treadle_owner is None else execution.threads.index(self._treadle_owner) + 1
        )
        return f"<{held} _thread.RLock object owner={owner} count={self._count} at {id(self):#x}>"

    __enter__ = acquire

    __exit__ = release  # no deeper than `acquire`, for a program that recurses to the limit
