"""The pin: a fork happens while another thread holds a lock, whenever that can happen at all.

Just before a fork every other thread gets the chance to come to a lock, and is stopped there, right
after taking it, until the fork is done. Which threads can still come is known and not guessed from
the clock: those that are stopped, wait for a lock, or wait without a time limit, cannot; those that
sleep or wait for a short time are woken, as if their time were up. Only a thread of which nothing
is known (it computes, or waits for a file) is waited for, PATIENCE ticks in all.

Forks of one program take turns: each is made with that lock held which fewest forks were made with;
and once all had their turn, one fork is made while no lock is held. A program that is right only
if its lock happens to be held at a fork, or only if it is free, is wrong.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import warnings
from _thread import LockType
from collections import Counter
from types import FrameType
from weakref import WeakSet

from . import locks, report
from .locks import Lock, allocate_lock, get_ident

TICK_S = 0.005
"""How often a thread that forks looks again; at once if there is news."""

PATIENCE = 100
"""For so many ticks a thread that was not seen at a lock is waited for, in all forks together."""

LOOKS = 1000
"""A thread that forks looks at most this often, come what may."""

ROUNDS = 2
"""So many sleeps of a thread are cut short in one fork."""

_JOINS = {
    function.__code__
    for function in (
        threading.Thread.join,
        getattr(threading.Thread, "_wait_for_tstate_lock", threading.Thread.join),
        threading._shutdown,  # type: ignore[attr-defined]
    )
}


class _Known:
    """What is known of one thread: the locks it ever took, and the ticks it was waited for."""

    def __init__(self, thread: threading.Thread | None) -> None:
        self.thread = thread
        self.locks: WeakSet[Lock] = WeakSet()
        self.ticks = 0


class _Fork:
    """One fork in preparation.

    Attributes:
        thread: the thread that forks.
        with_lock: whether a lock is to be held by another thread, or none.
        kept: the locks that are held until the fork is done.
        stopped: the threads that hold them, each with the lock on which it is stopped, if it is.

    """

    def __init__(self, thread: int, with_lock: bool) -> None:
        self.thread = thread
        self.with_lock = with_lock
        self.kept: set[Lock] = set()
        self.stopped: set[int] = set()
        self.stops: list[LockType] = []
        self.visits: Counter[tuple[int, Lock]] = Counter()
        self.rounds: Counter[int] = Counter()
        self.ticks = 0


class Pin:
    """Watches the locks, and prepares the forks."""

    def __init__(self) -> None:
        self._turn = allocate_lock()
        self._news = allocate_lock()
        self._fork: _Fork | None = None
        self._without_lock = 0
        self._known: dict[int, _Known] = {}

    def install(self) -> None:
        """Pin every fork of this process from now on, and of its children."""
        self._news.acquire()
        os.register_at_fork(
            before=self._before, after_in_parent=self._in_parent, after_in_child=self._in_child
        )
        warnings.filterwarnings("ignore", r".*multi-threaded, use of fork", DeprecationWarning)
        locks.install(self)

    # What threads do.

    def took(self, lock: Lock) -> LockType | None:
        """This thread took *lock*: the lock on which it has to stop, if it has to."""
        me = get_ident()
        known = self._of(me)
        known.locks.add(lock)
        known.ticks = 0
        fork = self._fork
        if fork is None or me == fork.thread or not fork.with_lock:
            return None
        fork.visits[me, lock] += 1
        if fork.visits[me, lock] <= self._passes(lock, known):
            return None
        self._keep(fork, lock)
        return self._stop(fork)

    def leaving(self, lock: Lock) -> LockType | None:
        """This thread is to release *lock*: the lock on which it has to stop, if it has to."""
        fork = self._fork
        if fork is None or get_ident() == fork.thread or lock not in fork.kept:
            return None
        return self._stop(fork)

    def _passes(self, lock: Lock, known: _Known) -> int:
        """How often a thread may take *lock* before it is stopped there."""
        if lock.signal:
            return ROUNDS
        return int(any(not o.signal and o.pinned < lock.pinned for o in known.locks))

    def _keep(self, fork: _Fork, lock: Lock) -> None:
        lock.pinned += 1
        fork.kept.add(lock)
        if lock.holder is not None:
            fork.stopped.add(lock.holder)

    def _stop(self, fork: _Fork) -> LockType:
        stop = allocate_lock()
        stop.acquire()
        fork.stops.append(stop)
        if self._news.locked():
            self._news.release()
        return stop

    def _of(self, thread: int) -> _Known:
        alive = threading._active.get(thread)  # type: ignore[attr-defined]
        known = self._known.get(thread)
        if known is None or known.thread is not alive:  # a new thread may have an old number
            known = self._known[thread] = _Known(alive)
        return known

    # What the thread that forks does. It leaves `_before` with the gate held.

    def _before(self) -> None:
        self._turn.acquire()
        locks.gate.acquire()
        report.about_to_fork()
        locks.forking(report.stack_of(sys._getframe(1)))
        self._fork = self._begin(get_ident())
        for _ in range(LOOKS):
            if self._ready(self._fork):
                return
            locks.gate.release()
            began_s = time.monotonic()
            self._news.acquire(timeout=TICK_S)
            locks.gate.acquire()
            self._fork.ticks = int(time.monotonic() - began_s >= TICK_S)

    def _in_parent(self) -> None:
        assert self._fork is not None
        for stop in self._fork.stops:
            stop.release()
        self._fork = None
        locks.gate.release()
        self._turn.release()

    def _in_child(self) -> None:
        self._turn = allocate_lock()
        self._news = allocate_lock()
        self._news.acquire()
        self._fork = None
        locks.forked()
        report.forked()

    def _begin(self, me: int) -> _Fork:
        others = [self._of(thread) for thread in sys._current_frames() if thread != me]
        seen = {lock for known in others for lock in known.locks if not lock.signal}
        with_lock = not seen or any(lock.pinned <= self._without_lock for lock in seen)
        self._without_lock += not with_lock
        fork = _Fork(me, with_lock)
        for lock in list(locks.held):
            if with_lock and lock.holder != me and lock.holder is not None:
                if not lock.signal and not self._passes(lock, self._of(lock.holder)):
                    self._keep(fork, lock)
        return fork

    def _ready(self, fork: _Fork) -> bool:
        """Whether no other thread can still come to a lock (or leave one); wakes those who sleep."""
        if any(lock.on_its_way for lock in locks.asking.values()):
            return False
        others = {t: frame for t, frame in sys._current_frames().items() if t != fork.thread}
        if not fork.with_lock:
            others = {
                lock.holder: others[lock.holder] for lock in locks.held if lock.holder in others
            }
        return not any([self._may_move(fork, *other) for other in others.items()])  # all are asked

    def _may_move(self, fork: _Fork, thread: int, frame: FrameType) -> bool:
        if thread in fork.stopped or thread in locks.asking:
            return False
        waiter = locks.waiting.get(thread)
        if waiter is not None and not waiter.notified:
            if not 0 <= waiter.timeout <= locks.SHORT_S or fork.rounds[thread] == ROUNDS:
                return False
            if fork.with_lock:
                fork.rounds[thread] += 1
                waiter.cut_short()
            return True
        if frame.f_code in _JOINS or frame.f_code is Pin._before.__code__:
            return False
        known = self._of(thread)
        known.ticks += fork.ticks
        return known.ticks < PATIENCE
