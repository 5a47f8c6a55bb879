"""The primitives of `threading`, on virtual threads.

Each is written against the kernel: it announces its operation, and when it may go on it performs
it on plain attributes. Nothing here waits, retries or is thread-safe by itself; the kernel runs one
thread at a time and switches only at an announcement.

A primitive can outlive an execution (a lock made by a module of the standard library that is loaded
once); the first use in the next execution resets it.
"""

from __future__ import annotations

import sys
from collections import deque
from typing import Any

from treadle.kernel import AFTERWARDS, Execution, VirtualThread, state
from treadle.operation import (
    ACQUIRE,
    AWAIT,
    CLEAR,
    DOWN,
    GET,
    NOTIFY,
    PUT,
    READ,
    REACQUIRE,
    RELEASE,
    SET,
    TRY,
    TRY_DOWN,
    UP,
    WAIT,
    Kind,
    Operation,
)

TIMEOUT_MAX = 9_223_372_036.0
"""The longest timeout in seconds, as `threading.TIMEOUT_MAX` on 64-bit Linux."""


class Primitive:
    """What all of them share: a number, and a state that belongs to one execution."""

    __slots__ = ("__weakref__", "_number", "_run")

    def __init__(self) -> None:
        self._run: Execution | None = None
        self._number = 0
        execution = state.execution
        if execution is not None and execution.recorder is not None:
            execution.recorder.created(self)

    def _execution(self) -> Execution:
        """The execution under way, with this primitive made ready for it."""
        execution = state.execution
        if execution is None:
            execution = AFTERWARDS
        if self._run is not execution:
            self._run = execution
            self._number = execution.number(self)
            self._reset(execution)
        return execution

    def _reset(self, execution: Execution) -> None:
        raise AssertionError("each primitive knows how to start")


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


class Lock(Primitive):
    """`threading.Lock`."""

    __slots__ = ("_acquire", "_owner", "_release")

    def _reset(self, execution: Execution) -> None:
        self._owner: VirtualThread | None = None
        self._acquire = Operation(ACQUIRE, self._number)
        self._release = Operation(RELEASE, self._number)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, waiting for it unless *blocking* is false; whether it was taken."""
        execution = self._execution()
        wait_s = None if timeout == -1 else _timeout(blocking, timeout)
        if not blocking:
            execution.step(Operation(TRY, self._number))
            if self._owner is not None:
                execution.futile(self._number)
                return False
        elif not execution.block(self._acquire, self._free, self, wait_s):
            return False
        self._owner = execution.running
        if execution.recorder is not None:
            execution.recorder.taken(self)
        return True

    def release(self) -> None:
        """Give the lock back. Raises RuntimeError if nobody holds it."""
        execution = self._execution()
        execution.step(self._release)
        if self._owner is None:
            raise RuntimeError("release unlocked lock")
        if execution.recorder is not None:
            execution.recorder.given_back(self)
        self._owner = None

    def locked(self) -> bool:
        """Whether somebody holds the lock."""
        execution = self._execution()
        execution.step(Operation(READ, self._number))
        return self._owner is not None

    def _free(self) -> bool:
        return self._owner is None

    def _is_owned(self) -> bool:
        return self._owner is not None

    # For Condition: let go of the lock whatever its depth, and take it again.
    def _leave(self) -> Any:
        saved, self._owner = self._owner, None
        return saved

    def _enter_again(self, saved: Any) -> None:
        self._owner = saved

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc: object) -> None:
        self.release()

    def __repr__(self) -> str:
        held = self._run is not None and self._run is state.execution and self._owner is not None
        return f"<{'locked' if held else 'unlocked'} _thread.lock object>"


class RLock(Primitive):
    """`threading.RLock`."""

    __slots__ = ("_acquire", "_count", "_owner", "_release")

    def _reset(self, execution: Execution) -> None:
        self._owner: VirtualThread | None = None
        self._acquire = Operation(ACQUIRE, self._number)
        self._release = Operation(RELEASE, self._number)
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, or take it once more; whether it was taken."""
        execution = self._execution()
        wait_s = None if timeout == -1 else _timeout(blocking, timeout)
        if self._owner is execution.running:
            self._count += 1
            return True
        if not blocking:
            execution.step(Operation(TRY, self._number))
            if self._owner is not None:
                execution.futile(self._number)
                return False
        elif not execution.block(self._acquire, self._free, self, wait_s):
            return False
        self._owner = execution.running
        self._count = 1
        if execution.recorder is not None:
            execution.recorder.taken(self)
        return True

    def release(self) -> None:
        """Give the lock back once. Raises RuntimeError if this thread does not hold it."""
        execution = self._execution()
        if self._owner is not execution.running:
            raise RuntimeError("cannot release un-acquired lock")
        if self._count > 1:
            self._count -= 1
            return
        execution.step(self._release)
        if execution.recorder is not None:
            execution.recorder.given_back(self)
        self._count = 0
        self._owner = None

    def locked(self) -> bool:
        """Whether somebody holds the lock."""
        execution = self._execution()
        execution.step(Operation(READ, self._number))
        return self._owner is not None

    def _free(self) -> bool:
        return self._owner is None

    def _is_owned(self) -> bool:
        return self._owner is self._execution().running

    def _leave(self) -> Any:
        saved = (self._owner, self._count)
        self._owner, self._count = None, 0
        return saved

    def _enter_again(self, saved: Any) -> None:
        self._owner, self._count = saved

    def _recursion_count(self) -> int:
        return self._count if self._is_owned() else 0

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc: object) -> None:
        self.release()


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

    __slots__ = ("__dict__", "_lock", "_waiters", "acquire", "release")

    def __init__(self, lock: Any = None) -> None:
        super().__init__()
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def _reset(self, execution: Execution) -> None:
        self._waiters: deque[_Waiter] = deque()

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
        execution = self._execution()
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        me = execution.running
        waiter = _Waiter(me)
        lock = self._lock
        if not isinstance(lock, Lock | RLock):
            return self._wait_with_foreign_lock(waiter, timeout)
        lock._execution()
        detail = self._number
        execution.step(Operation(WAIT, lock._number, None, detail))
        if execution.recorder is not None:
            execution.recorder.given_back(lock)
        saved = lock._leave()
        self._waiters.append(waiter)
        wait_s = None if timeout is None else max(timeout, 0.0)
        in_time = execution.block(
            Operation(REACQUIRE, lock._number, None, detail),
            lambda: waiter.notified and lock._owner is None,
            self,
            wait_s,
        )
        if not in_time:
            # The time ran out, or somebody notified it in time but has not let go of the lock.
            if not waiter.notified:
                self._waiters.remove(waiter)
            execution.block(Operation(ACQUIRE, lock._number), lock._free, lock)
        lock._enter_again(saved)
        if execution.recorder is not None:
            execution.recorder.taken(lock)
        return waiter.notified

    def _wait_with_foreign_lock(self, waiter: _Waiter, timeout: float | None) -> bool:
        """Wait with a lock of the program's own making, known only by `acquire`, `release`."""
        execution = self._execution()
        execution.step(Operation(WAIT, self._number, None, self._number))
        self._waiters.append(waiter)
        self._lock.release()
        try:
            wait_s = None if timeout is None else max(timeout, 0.0)
            op = Operation(REACQUIRE, self._number, None, self._number)
            if not execution.block(op, lambda: waiter.notified, self, wait_s):
                self._waiters.remove(waiter)
        finally:
            self._lock.acquire()
        return waiter.notified

    def wait_for(self, predicate: Any, timeout: float | None = None) -> Any:
        """Wait until *predicate* is true; its last value."""
        execution = self._execution()
        result = predicate()
        deadline = None if timeout is None else execution.now + timeout
        while not result:
            left = None if deadline is None else deadline - execution.now
            if left is not None and left <= 0:
                break
            in_time = self.wait(left)
            result = predicate()
            if not in_time and not execution.exact:
                break
        return result

    def notify(self, n: int = 1) -> None:
        """Wake *n* of the threads that wait."""
        execution = self._execution()
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        obj = self._number
        if isinstance(self._lock, Lock | RLock):
            self._lock._execution()
            obj = self._lock._number
        execution.step(Operation(NOTIFY, obj, None, (self._number, n)))
        for waiter in [w for w in self._waiters if not w.notified][:n]:
            waiter.notified = True
            self._waiters.remove(waiter)

    def notify_all(self) -> None:
        """Wake all threads that wait."""
        self.notify(sys.maxsize)

    notifyAll = notify_all  # noqa: N815 - the old name in `threading`

    def __repr__(self) -> str:
        return f"<Condition({self._lock!r})>"


class Semaphore(Primitive):
    """`threading.Semaphore`."""

    __slots__ = ("_initial_value", "_value")

    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        super().__init__()
        self._initial_value = value

    def _reset(self, execution: Execution) -> None:
        self._value = self._initial_value
        execution.initial[self._number] = self._initial_value

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take a permit; whether one was taken."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        execution = self._execution()
        wait_s = None if timeout is None else max(timeout, 0.0)
        if not blocking:
            execution.step(Operation(TRY_DOWN, self._number))
            if self._value <= 0:
                execution.futile(self._number)
                return False
        elif not execution.block(Operation(DOWN, self._number), self._free, self, wait_s):
            return False
        self._value -= 1
        return True

    def release(self, n: int = 1) -> None:
        """Give *n* permits back."""
        if n < 1:
            raise ValueError("n must be one or more")
        execution = self._execution()
        execution.step(Operation(UP, self._number, None, n))
        self._check(n)
        self._value += n

    def _check(self, n: int) -> None:
        """Raise if *n* more permits would be too many."""

    def _free(self) -> bool:
        return self._value > 0

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc: object) -> None:
        self.release()


class BoundedSemaphore(Semaphore):
    """`threading.BoundedSemaphore`."""

    __slots__ = ()

    def _check(self, n: int) -> None:
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")


class Event(Primitive):
    """`threading.Event`."""

    __slots__ = ("_flag",)

    def _reset(self, execution: Execution) -> None:
        self._flag = False
        execution.initial[self._number] = 0

    def is_set(self) -> bool:
        """Whether the flag is true."""
        execution = self._execution()
        execution.step(Operation(READ, self._number))
        return self._flag

    isSet = is_set  # noqa: N815 - the old name in `threading`

    def set(self) -> None:
        """Make the flag true and wake all who wait for it."""
        self._change(SET, True)

    def clear(self) -> None:
        """Make the flag false."""
        self._change(CLEAR, False)

    def _change(self, kind: Kind, flag: bool) -> None:
        execution = self._execution()
        execution.step(Operation(kind, self._number))
        self._flag = flag

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the flag to be true; whether it is."""
        execution = self._execution()
        wait_s = None if timeout is None else max(timeout, 0.0)
        return execution.block(Operation(AWAIT, self._number), self._is_set, self, wait_s)

    def _is_set(self) -> bool:
        return self._flag


class SimpleQueue(Primitive):
    """`queue.SimpleQueue`, which is atomic by itself."""

    __slots__ = ("_items",)

    __class_getitem__ = classmethod(type(list[int]))

    def _reset(self, execution: Execution) -> None:
        self._items: deque[Any] = deque()
        execution.initial[self._number] = 0

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Put *item* in; never waits."""
        execution = self._execution()
        execution.step(Operation(PUT, self._number))
        self._items.append(item)

    def put_nowait(self, item: Any) -> None:
        """Put *item* in."""
        self.put(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take the oldest item out, waiting for one. Raises queue.Empty if there is none."""
        from queue import Empty

        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        execution = self._execution()
        if not block:
            execution.step(Operation(TRY_DOWN, self._number))
            if not self._items:
                execution.futile(self._number)
                raise Empty
        elif not execution.block(Operation(GET, self._number), self._filled, self, timeout):
            raise Empty
        return self._items.popleft()

    def get_nowait(self) -> Any:
        """Take the oldest item out. Raises queue.Empty if there is none."""
        return self.get(block=False)

    def qsize(self) -> int:
        """How many items are in."""
        execution = self._execution()
        execution.step(Operation(READ, self._number))
        return len(self._items)

    def empty(self) -> bool:
        """Whether nothing is in."""
        return self.qsize() == 0

    def _filled(self) -> bool:
        return bool(self._items)
