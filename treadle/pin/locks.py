"""Real locks that know who holds them, since which line; and waits that can be cut short.

`install` puts them in the place of `threading.Lock`, `threading.RLock`, `_thread.allocate_lock` and
`time.sleep`. Whatever is built on those (conditions, events, queues, log handlers, …) then uses
them as well.
"""

from __future__ import annotations

import _thread
import os
import sys
import threading
import time
from types import TracebackType
from typing import Any, Protocol

from . import report

allocate_lock = _thread.allocate_lock
get_ident = _thread.get_ident
_sleep = time.sleep

GRACE_S = 0.3
"""A thread that waits for a lock looks this often whether anybody is left to release it."""

STOP_S = 5.0
"""No thread is stopped longer than this, come what may."""

SHORT_S = 2.0
"""Only a timed wait of at most this length may be cut short: a longer one guards something."""

DEADLOCKED = 70
"""The exit status of a process that ends itself because it is deadlocked."""

gate = _thread.RLock()
"""Held while locks change hands, and by a thread that forks: a fork sees no half-done change."""

held: set[Lock] = set()
asking: dict[int, Lock] = {}
waiting: dict[int, Waiter] = {}
"""The locks that are held; by thread, the lock or the `Waiter` that it is blocked on."""


class Watcher(Protocol):
    """Is told, under the gate, what happens to locks; may answer with a lock to stop on."""

    def took(self, lock: Lock) -> _thread.LockType | None:
        """This thread has taken *lock*."""

    def leaving(self, lock: Lock) -> _thread.LockType | None:
        """This thread is about to release *lock*; asked again after a stop."""


class _Nobody:
    def took(self, lock: Lock) -> None:
        return None

    def leaving(self, lock: Lock) -> None:
        return None


class _Watched:
    by: Watcher = _Nobody()
    forked_at: report.Stack = ()


class Lock:
    """A `threading.Lock` that knows its holder.

    Attributes:
        born: the calls that made it.
        signal: whether it only guards the flag of an `Event`.
        holder: the thread that has taken it, None while it is free.
        name: the name of that thread.
        since: the calls that took it.
        inherited: whether it was already held when this process was forked.
        orphan: whether it was held, at that moment, by a thread that this process does not have.
        pinned: how many forks were made while it was held.

    """

    __slots__ = (
        "__weakref__",
        "_real",
        "born",
        "holder",
        "inherited",
        "name",
        "orphan",
        "pinned",
        "signal",
        "since",
    )

    def __new__(cls) -> Any:
        """Make a lock; a plain one for what is only a part of `threading` itself."""
        maker = _maker(sys._getframe(1))
        if maker is None:
            return _thread.RLock() if issubclass(cls, RLock) else allocate_lock()
        self = super().__new__(cls)
        self._real = allocate_lock()
        self.born = report.stack_of(sys._getframe(1))
        self.signal = maker == "Event"
        self.pinned = 0
        self._clear()
        return self

    _real: _thread.LockType
    born: report.Stack
    signal: bool
    pinned: int

    def _clear(self) -> None:
        self.holder: int | None = None
        self.name = ""
        self.since: report.Stack = ()
        self.inherited = self.orphan = False
        held.discard(self)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.Lock.acquire`."""
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        stop = None
        with gate:
            got = self._real.acquire(False)
            if got:
                stop = self._took()
        if not got and blocking:
            got, stop = self._wait(timeout)
        if not got and self.orphan:
            self._tell("gave-up")
        if stop is not None:
            stop.acquire(timeout=STOP_S)
        return got

    def release(self) -> None:
        """As `threading.Lock.release`."""
        while True:
            with gate:
                stop = _Watched.by.leaving(self)
                if stop is None:
                    self._real.release()
                    self._clear()
                    return
            stop.acquire(timeout=STOP_S)

    def locked(self) -> bool:
        """As `threading.Lock.locked`."""
        return self._real.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()

    def __repr__(self) -> str:
        state = "locked" if self.locked() else "unlocked"
        return f"<{state} {type(self).__name__} object at {id(self):#x}>"

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def _at_fork_reinit(self) -> None:
        self._real = allocate_lock()
        self._clear()

    @property
    def on_its_way(self) -> bool:
        """Whether a thread that waited has just got it, and will say so in a moment."""
        return self.holder is None and self._real.locked()

    def _took(self) -> _thread.LockType | None:
        self.holder = get_ident()
        self.name = _name_of(self.holder)
        self.since = report.stack_of(sys._getframe(1))
        held.add(self)
        return _Watched.by.took(self)

    def _wait(self, timeout: float) -> tuple[bool, _thread.LockType | None]:
        me = get_ident()
        asking[me] = self
        try:
            while True:
                if timeout == -1 and self.orphan and (_alone() or isinstance(self, RLock)):
                    self._give_up_for_ever()
                if self._real.acquire(True, GRACE_S if timeout == -1 else timeout):
                    with gate:
                        del asking[me]
                        return True, self._took()
                if timeout != -1:
                    return False, None
                if self.orphan or _alone():
                    self._give_up_for_ever()
        finally:
            asking.pop(me, None)

    def _give_up_for_ever(self) -> None:
        """Say that this process is deadlocked, and end it."""
        self._tell("deadlock")
        os._exit(DEADLOCKED)

    def _tell(self, event: str) -> None:
        if self.orphan:
            kind = "held across a fork"
        elif self.holder != get_ident():
            kind = "never released"
        else:
            kind = "forked inside the lock" if self.inherited else "self-deadlock"
        report.send(
            event,
            kind=kind,
            born=report.told(self.born),
            within=report.is_library(self.born[0][0].co_filename),
            holder=self.name,
            held_since=report.told(self.since),
            asker=_name_of(get_ident()),
            asked_at=report.told(report.stack_of(sys._getframe(1))),
            forked_at=report.told(_Watched.forked_at),
        )


class RLock(Lock):
    """A `threading.RLock` that knows its holder."""

    __slots__ = ("_depth",)

    def __new__(cls) -> Any:
        """Make a lock, as `Lock` does."""
        self = super().__new__(cls)
        if isinstance(self, RLock):
            self._depth = 0
        return self

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.RLock.acquire`."""
        if self.holder == get_ident() and not self.orphan:
            self._depth += 1
            return True
        got = super().acquire(blocking, timeout)
        if got:
            self._depth = 1
        return got

    def release(self) -> None:
        """As `threading.RLock.release`."""
        if self.holder != get_ident() or self.orphan:
            raise RuntimeError("cannot release un-acquired lock")
        if self._depth == 1:
            super().release()
        else:
            self._depth -= 1

    __enter__ = acquire

    def _at_fork_reinit(self) -> None:
        super()._at_fork_reinit()
        self._depth = 0

    # What a Condition asks of the lock that it is made with.

    def _is_owned(self) -> bool:
        return self.holder == get_ident()

    def _recursion_count(self) -> int:
        return self._depth if self._is_owned() else 0

    def _release_save(self) -> int:
        depth, self._depth = self._depth, 1
        self.release()
        return depth

    def _acquire_restore(self, depth: int) -> None:
        self.acquire()
        self._depth = depth


class Waiter:
    """The lock on which one thread waits, in `Condition.wait` or `time.sleep`.

    Attributes:
        notified: whether it was released.
        timeout: how long the thread waits on it, in seconds; -1 for ever.

    """

    def __init__(self) -> None:
        self._real = allocate_lock()
        self._cut = False
        self.notified = False
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
            return self._real.acquire(True, timeout) and (self.notified or not self._cut)
        finally:
            del waiting[me]

    def release(self) -> None:
        """As `threading.Lock.release`."""
        self.notified = True
        try:
            self._real.release()
        except RuntimeError:
            if not self._cut:
                raise

    def cut_short(self) -> None:
        """Let the timeout come now."""
        self._cut = True
        if self._real.locked():
            self._real.release()


def sleep(seconds: float, /) -> None:
    """As `time.sleep`, except that it may end early."""
    if not isinstance(seconds, int | float) or not 0 < seconds <= SHORT_S:
        _sleep(seconds)
        return
    waiter = Waiter()
    waiter.acquire()
    waiter.acquire(True, seconds)


def install(watcher: Watcher) -> None:
    """Put these locks in the place of Python's; *watcher* is told what happens to them."""
    _Watched.by = watcher
    vars(threading).update(Lock=Lock, RLock=RLock, _allocate_lock=_waiter_or_lock)
    vars(_thread).update(allocate_lock=Lock)
    vars(time).update(sleep=sleep)


def forking(place: report.Stack) -> None:
    """This thread forks at *place*; it holds the gate."""
    _Watched.forked_at = place


def forked() -> None:
    """This is the only thread of a new child: mark the locks that nobody here can release."""
    gate._at_fork_reinit()  # type: ignore[attr-defined]
    asking.clear()
    waiting.clear()
    for lock in held:
        lock.inherited = True
        lock.orphan = lock.holder != get_ident()


def _waiter_or_lock() -> Any:
    inside = sys._getframe(1).f_code
    return Waiter() if inside is threading.Condition.wait.__code__ else allocate_lock()


def _maker(frame: Any) -> str | None:
    """The class of `threading` that makes a lock for the program; "" for none, None for no lock."""
    maker = ""
    while frame.f_code.co_filename == threading.__file__ or frame.f_globals is globals():
        if frame.f_globals is not globals():
            maker = frame.f_code.co_qualname.partition(".")[0]
        frame = frame.f_back
    if maker not in {"", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"}:
        return None
    return None if frame.f_code.co_filename.startswith("<frozen importlib") else maker


def _name_of(thread: int) -> str:
    known = threading._active.get(thread)  # type: ignore[attr-defined]
    return known.name if known is not None else ""


def _alone() -> bool:
    """Whether this is the only thread of the process."""
    return len(sys._current_frames()) == 1
