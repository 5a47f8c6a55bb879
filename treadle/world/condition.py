"""`threading.Condition`."""

from __future__ import annotations

import sys
from collections import deque
from functools import cache
from typing import Any

from treadle.kernel import Execution
from treadle.operation import ACQUIRE, NOTIFY, REACQUIRE, WAIT, Operation
from treadle.virtual_thread import VirtualThread
from treadle.world.locks import Lock, RLock
from treadle.world.primitive import Primitive, deprecated


@cache
def _operations_of(lock: int, condition: int) -> tuple[Operation, Operation]:
    """To begin, and to end, a wait for the condition of that number, with that lock."""
    return Operation(WAIT, lock, None, condition), Operation(REACQUIRE, lock, None, condition)


@cache
def _notify_of(obj: int, condition: int, n: int) -> Operation:
    """To wake *n* of those who wait for the condition of that number."""
    return Operation(NOTIFY, obj, None, (condition, n))


_OURS = (Lock, RLock)


class _Waiter:
    __slots__ = ("notified", "thread")

    def __init__(self, thread: VirtualThread) -> None:
        self.thread = thread
        self.notified = False


class Condition(Primitive):
    """`threading.Condition`.

    To wait is two operations: WAIT gives the lock back and queues up, in one; REACQUIRE, enabled
    once notified and while the lock is free, takes it again.
    """

    __slots__ = ("__dict__", "_lock", "_treadle_waiters", "acquire", "release")

    IN_C = "_thread.RLock"

    def __init__(self, lock: Any = None) -> None:
        super().__init__()
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def _reset(self, execution: Execution) -> None:
        self._treadle_waiters: deque[_Waiter] = deque()

    def __enter__(self) -> Any:
        return self._lock.__enter__()

    def __exit__(self, *exc: object) -> Any:
        return self._lock.__exit__(*exc)

    def _is_owned(self) -> bool:
        owned = getattr(self._lock, "_is_owned", None)
        if owned is not None:
            return bool(owned())
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout: float | None = None) -> bool:
        """Give the lock back, wait to be notified, take the lock again; False if time ran out."""
        execution = self._treadle_execution()
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        me = execution.running
        waiter = _Waiter(me)
        lock = self._lock
        if not isinstance(lock, _OURS):
            return self._wait_with_foreign_lock(waiter, timeout)
        lock._treadle_execution()
        wait, reacquire = _operations_of(lock._number, self._number)
        execution.step(wait)
        if execution.recorder is not None:
            execution.recorder.given_back(lock)
        saved = lock._treadle_leave()
        self._treadle_waiters.append(waiter)
        wait_s = None if timeout is None else max(timeout, 0.0)
        in_time = execution.block(
            reacquire, lambda: waiter.notified and lock._treadle_owner is None, self, wait_s
        )
        if not in_time:
            execution.block(Operation(ACQUIRE, lock._number), lock._free, lock)
            # As in Python only now: a notification in between goes to it, and is lost.
            if not waiter.notified:
                self._treadle_waiters.remove(waiter)
        lock._treadle_enter_again(saved)
        if execution.recorder is not None:
            execution.recorder.taken(lock)
        return in_time

    def _wait_with_foreign_lock(self, waiter: _Waiter, timeout: float | None) -> bool:
        """Wait with a lock of the program's own making, known only by `acquire`, `release`."""
        execution = self._treadle_execution()
        execution.step(Operation(WAIT, self._number, None, self._number))
        self._treadle_waiters.append(waiter)
        self._lock.release()
        try:
            wait_s = None if timeout is None else max(timeout, 0.0)
            op = Operation(REACQUIRE, self._number, None, self._number)
            in_time = execution.block(op, lambda: waiter.notified, self, wait_s)
        finally:
            self._lock.acquire()
        if not in_time:
            execution.step(Operation(ACQUIRE, self._number))
            if not waiter.notified:
                self._treadle_waiters.remove(waiter)
        return in_time

    def wait_for(self, predicate: Any, timeout: float | None = None) -> Any:
        """Wait until *predicate* is true; its last value."""
        execution = self._treadle_execution()
        result = predicate()
        deadline = None if timeout is None else execution.clock.now + timeout
        left = timeout
        while not result:
            in_time = self.wait(left)
            result = predicate()
            if deadline is not None and execution.clock.exact:
                left = deadline - execution.clock.now
                in_time = left > 0
            if not in_time:
                break
        return result

    def notify(self, n: int = 1) -> None:
        """Wake *n* of the threads that wait."""
        execution = self._treadle_execution()
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        obj = self._number
        if isinstance(self._lock, _OURS):
            self._lock._treadle_execution()
            obj = self._lock._number
        known = _notify_of if type(n) is int else _notify_of.__wrapped__
        execution.step(known(obj, self._number, n))
        if not self._treadle_waiters:
            return
        for waiter in [w for w in self._treadle_waiters if not w.notified][:n]:
            waiter.notified = True
            self._treadle_waiters.remove(waiter)
            if waiter.thread.blocker is self:
                waiter.thread.in_time = True

    def notify_all(self) -> None:
        """Wake all threads that wait."""
        self.notify(sys.maxsize)

    def notifyAll(self) -> None:  # noqa: N802 - the old name in `threading`
        """The same as `notify_all`."""
        deprecated("notifyAll()", "use notify_all()")
        self.notify_all()

    # For a condition that is the lock of another.
    def _release_save(self) -> Any:
        return self._lock._release_save()

    def _acquire_restore(self, saved: Any) -> None:
        self._lock._acquire_restore(saved)

    def _at_fork_reinit(self) -> None:
        self._lock._at_fork_reinit()
        self._treadle_waiters.clear()

    def __repr__(self) -> str:
        return f"<Condition({self._lock!r})>"
