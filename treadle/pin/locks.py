"""Real locks that know who holds them, and since which line.

`install` puts them in the place of `threading.Lock`, `threading.RLock` and `_thread.allocate_lock`.
What is built on those (conditions, events, queues, log handlers, …) then uses them as well.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import sys
import threading
from types import FrameType, TracebackType
from typing import Any, Protocol
from weakref import WeakKeyDictionary, WeakSet

from . import report

allocate_lock = _thread.allocate_lock
get_ident = _thread.get_ident

GRACE_S = 0.3
"""A thread that waits for a lock looks this often whether anybody is left to release it."""

LOOKS = 5
"""Who looks so often whether a lock is free waits for it."""

DEADLOCKED = 70
"""The exit status of a process that ends itself because it is deadlocked."""

gate = _thread.RLock()
"""Held while locks change hands, and by a thread that forks: a fork sees no half-done change."""

existing: WeakSet[Lock] = WeakSet()
"""All locks there are."""

active_threads: dict[int, threading.Thread] = threading._active  # type: ignore[attr-defined]
"""By number, the threads that are running."""

started: WeakKeyDictionary[threading.Thread, report.Stack] = WeakKeyDictionary()
"""By thread, the calls that started it."""

asking: dict[int, Lock] = {}
"""By thread, the lock that it waits for."""


class Stop:
    """Where a thread is stopped, for at most *limit_s* seconds."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._real = allocate_lock()
        self._real.acquire()

    def wait(self) -> None:
        """Stop the present thread here."""
        self._real.acquire(timeout=self._limit_s)

    def end(self) -> None:
        """Let it go on."""
        with contextlib.suppress(RuntimeError):  # it does already
            self._real.release()


class Watcher(Protocol):
    """Hears, under the gate, what happens to locks."""

    def asks(self, lock: Lock) -> None:
        """Hear that the present thread waits for *lock*."""

    def took(self, lock: Lock) -> None:
        """Hear that the present thread has taken *lock*."""

    def leaving(self, lock: Lock) -> Stop | None:
        """Hear that the present thread is about to release *lock*; again after a stop.

        Returns:
            Where it has to stop before it releases *lock*, if it has to.

        """


class _Watch:
    by: Watcher
    forked_at: report.Stack = ()
    helper = False
    unseen_threads = False


class Lock:
    """A `threading.Lock` that knows its holder.

    Attributes:
        born: the calls that made it.
        signal: whether it only guards the flag of an `Event`.
        of_file: whether it is the one inside a file that was opened there.
        pinned: how many forks were made while it was held.
        takers: the numbers of all threads that ever took it.
        holder: the number of the thread that has taken it, None while it is free.
        thread: that thread; None if it is not one of `threading`.
        since: the calls that took it.
        used: whether a fork was already made with it held since then.
        inherited: whether it was already held when this process was forked.
        orphan: whether it was held, at that moment, by a thread that this process does not have.

    """

    born: report.Stack
    signal: bool
    of_file: bool
    pinned: int
    takers: set[int]
    holder: int | None
    thread: threading.Thread | None
    since: report.Stack
    used: bool
    inherited: bool
    orphan: bool
    _noted: set[str]
    _looks: int
    _real: _thread.LockType

    def __new__(cls) -> Any:
        """Make a lock; a plain one if it is a part of `threading` or of the import system."""
        maker = _maker(sys._getframe(1))
        if maker is None:
            return cls._plain()
        self = super().__new__(cls)
        self._real = allocate_lock()
        self.born = report.stack_of(sys._getframe(1))
        self.signal = maker == "Event"
        self.of_file = False
        self.pinned = 0
        self.takers = set()
        self._clear()
        with gate:
            existing.add(self)
        return self

    @staticmethod
    def _plain() -> Any:
        return allocate_lock()

    def _clear(self) -> None:
        self.holder = self.thread = None
        self.since = ()
        self.used = self.inherited = self.orphan = False
        self._noted = set()
        self._looks = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.Lock.acquire`."""
        if not blocking or timeout != -1:
            allocate_lock().acquire(blocking, timeout)  # raises what a real lock raises
        with gate:
            got = self._real.acquire(False)
            if got:
                self._took()
        if not got and blocking:
            got = self._wait(timeout)
        if not got and self.orphan:
            self._in_vain(waited=blocking and timeout != 0)
        return got

    def release(self) -> None:
        """As `threading.Lock.release`."""
        while True:
            with gate:
                stop = _Watch.by.leaving(self)
                if stop is None:
                    self._real.release()
                    self._clear()
                    return
            stop.wait()

    def locked(self) -> bool:
        """As `threading.Lock.locked`."""
        taken = self._real.locked()
        if taken and self.orphan:
            self._in_vain(waited=False)
        return taken

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
        state = "locked" if self._real.locked() else "unlocked"
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

    def _took(self) -> None:
        self.holder = me = get_ident()
        self.takers.add(me)
        self.thread = active_threads.get(me)
        self.since = report.stack_of(sys._getframe(1))
        _Watch.by.took(self)

    def _wait(self, timeout: float) -> bool:
        me = get_ident()
        with gate:
            asking[me] = self
            _Watch.by.asks(self)
        try:
            while True:
                if timeout == -1 and self.orphan and (_alone() or isinstance(self, RLock)):
                    self._end_deadlocked()  # nobody who lives here can release it
                if self._real.acquire(True, GRACE_S if timeout == -1 else timeout):
                    with gate:
                        del asking[me]
                        self._took()
                    return True
                if timeout != -1:
                    return False
                if self.orphan or _alone():
                    self._end_deadlocked()
        finally:
            asking.pop(me, None)

    def _in_vain(self, *, waited: bool) -> None:
        """Nobody here can release it: note that somebody has waited for that, or looked only."""
        self._looks += 1
        event = "gave-up" if waited or self._looks >= LOOKS else "went-without"
        if event not in self._noted:
            self._noted.add(event)
            self._tell(event)

    def _end_deadlocked(self) -> None:
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
            of_file=self.of_file,
            holder=self.thread.name if self.thread is not None else "",
            held_since=report.told(self.since),
            asked_at=report.told(report.stack_of(sys._getframe(1))),
            forked_at=report.told(_Watch.forked_at),
            helper=_Watch.helper,
        )


class RLock(Lock):
    """A `threading.RLock` that knows its holder."""

    _depth: int = 0

    @staticmethod
    def _plain() -> Any:
        return _thread.RLock()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.RLock.acquire`."""
        if self._is_owned():
            self._depth += 1
            return True
        got = super().acquire(blocking, timeout)
        if got:
            self._depth = 1
        return got

    def release(self) -> None:
        """As `threading.RLock.release`."""
        if not self._is_owned():
            raise RuntimeError("cannot release un-acquired lock")
        if self._depth == 1:
            super().release()
        else:
            self._depth -= 1

    # What a Condition asks of the lock that it is made with.

    def _is_owned(self) -> bool:
        return self.holder == get_ident() and not self.orphan

    def _recursion_count(self) -> int:
        return self._depth if self._is_owned() else 0

    def _release_save(self) -> int:
        depth, self._depth = self._depth, 1
        self.release()
        return depth

    def _acquire_restore(self, depth: int) -> None:
        self.acquire()
        self._depth = depth


def install(watcher: Watcher) -> None:
    """Put these locks in the place of Python's; *watcher* hears what happens to them."""
    _Watch.by = watcher
    vars(threading).update(Lock=Lock, RLock=RLock)
    vars(_thread).update(allocate_lock=Lock, start_new_thread=_start_new_thread)
    setattr(threading.Thread, "start", _start)  # noqa: B010


def forking(place: report.Stack) -> None:
    """Note that the present thread, which holds the gate, forks at *place*.

    If no line of the program is there (a thread of a pool forks), what counts is where the thread
    was started.
    """
    me = active_threads.get(get_ident())
    began = started.get(me, ()) if me is not None and _is_foreign(place) else ()
    _Watch.helper = not _is_foreign(began)
    _Watch.forked_at = began if _Watch.helper else place


def _is_foreign(place: report.Stack) -> bool:
    return all(report.is_library(code.co_filename) for code, _ in place)


def forked() -> None:
    """Note that this process is a new child: the locks that nobody here can release are orphans."""
    gate._at_fork_reinit()  # type: ignore[attr-defined]
    asking.clear()
    _Watch.unseen_threads = False
    for lock in existing:
        lock.inherited = lock.holder is not None
        lock.orphan = lock.holder not in (None, get_ident())


_GUARDS = {"Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"}
"""The classes of `threading` whose locks a program can wait for."""


def _maker(frame: FrameType | None) -> str | None:
    """The class of `threading` that makes a lock; "" for none, None if no program waits for it."""
    maker = ""
    while frame is not None and frame.f_code.co_filename in (__file__, threading.__file__):
        if frame.f_code.co_filename != __file__:
            maker = frame.f_code.co_qualname.partition(".")[0]
        frame = frame.f_back
    importing = frame is None or frame.f_code.co_filename.startswith("<frozen importlib")
    return None if importing or (maker and maker not in _GUARDS) else maker


def _start_new_thread(*arguments: Any) -> int:
    """As `_thread.start_new_thread`, which does not wait until the new thread can be seen."""
    _Watch.unseen_threads = True
    return _really_start(*arguments)


_really_start = _thread.start_new_thread


def _start(thread: threading.Thread) -> None:
    """As `threading.Thread.start`, which notes where that was."""
    started.setdefault(thread, report.stack_of(sys._getframe(1)))
    _really_start_thread(thread)


_really_start_thread = threading.Thread.start


def _alone() -> bool:
    """Whether this is certainly the only thread of the process."""
    return len(sys._current_frames()) == 1 and not _Watch.unseen_threads
