"""The pin: a fork happens while another thread holds a lock, whenever that can happen at all.

Just before a fork every other thread gets the chance to come to a lock, and is stopped before it
releases it, until the fork is done. Which threads can still come is known and not guessed from the
clock: those that are stopped, wait for a lock, or wait without a time limit, cannot; those that
sleep or wait for a short time are woken, as if their time were up. Only a thread of which nothing
is known (it computes, or waits for a file) is waited for, PATIENCE ticks in all.

A thread that soon waits for ever, say for the next item of a queue, would be missed in this way.
So a thread is also slow to release a lock the first few times, while others can still move: then
a fork that follows at once finds it there.

Forks of one program take turns: each is made with that lock held which fewest forks were made with;
and once all had their turn, twice, one fork is made while no lock is held. A program that is right
only if its lock happens to be held at a fork, or only if it is free, is wrong.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections import Counter
from types import FrameType

from . import files, locks, report, waits
from .locks import Lock, Stop, allocate_lock, get_ident

TICK_S = 0.005
"""How often a thread that forks looks again; at once if there is news."""

PATIENCE = 100
"""For so many ticks a thread that was not seen at a lock is waited for, in all forks together."""

STOP_S = 5.0
"""No thread is stopped longer than this, come what may."""

LOOKS = 1000
"""A thread that forks looks at most this often, come what may."""

ROUNDS = 2
"""So many sleeps of a thread are cut short in one fork."""

LINGERS = 3
"""So often a thread is slow to release a lock."""

LINGER_S = 0.1
"""How long it is, at most; it is not while somebody waits for that lock."""

_JOINS = {
    function.__code__
    for function in (
        threading.Thread.join,
        getattr(threading.Thread, "_wait_for_tstate_lock", threading.Thread.join),
        threading._shutdown,  # type: ignore[attr-defined]
    )
}


class _Linger(Stop):
    """Where a thread is slow to release a lock: no longer than others can use the time."""

    def __init__(self, thread: int) -> None:
        super().__init__(LINGER_S)
        self._thread = thread

    def wait(self) -> None:
        """Stop the present thread here."""
        for _ in range(round(LINGER_S / TICK_S)):
            if self._real.acquire(timeout=TICK_S) or not _others_free(self._thread):
                return


class _Known:
    """What is known of one thread.

    Attributes:
        ticks: how long it was waited for in vain.
        lingers: how often it was slow to release a lock.

    """

    def __init__(self, thread: threading.Thread | None) -> None:
        self.thread = thread
        self.ticks = 0
        self.lingers = 0


class _Fork:
    """One fork in preparation.

    Attributes:
        thread: the thread that forks.
        with_lock: whether a lock is to be held by another thread, or none.
        kept: the locks that are held until the fork is done.
        stopped: by thread, where it is stopped.
        visits: how often a thread came to a lock.
        rounds: how often the sleep of a thread was cut short.
        ticks: how long the forking thread waited before this look, in ticks.

    """

    def __init__(self, thread: int, with_lock: bool) -> None:
        self.thread = thread
        self.with_lock = with_lock
        self.kept: set[Lock] = set()
        self.stopped: dict[int, Stop] = {}
        self.visits: Counter[tuple[int, Lock]] = Counter()
        self.rounds: Counter[int] = Counter()
        self.ticks = 0

    def keep(self, lock: Lock) -> None:
        """Have *lock* held until the fork is done."""
        self.kept.add(lock)
        lock.pinned += 1
        lock.used = True


class Pin:
    """Watches the locks, and prepares the forks."""

    def __init__(self) -> None:
        self._turn = allocate_lock()
        self._news = allocate_lock()
        self._fork: _Fork | None = None
        self._without_lock = 0
        self._known: dict[int, _Known] = {}
        self._lingering: dict[Lock, Stop] = {}

    def install(self) -> None:
        """Pin every fork of this process from now on, and of its children."""
        self._news.acquire()
        os.register_at_fork(
            before=self._before, after_in_parent=self._in_parent, after_in_child=self._in_child
        )
        warnings.filterwarnings("ignore", r".*multi-threaded, use of fork", DeprecationWarning)
        locks.install(self)
        files.install()
        waits.install()

    # What threads do.

    def took(self, lock: Lock) -> None:
        """Decide whether *lock*, which the present thread has taken, is one to fork with."""
        me = get_ident()
        known = self._of(me)
        known.ticks = 0
        fork = self._fork
        if fork is not None and fork.with_lock and me != fork.thread:
            fork.visits[me, lock] += 1
            if fork.visits[me, lock] > _passes(lock):
                fork.keep(lock)

    def leaving(self, lock: Lock) -> Stop | None:
        """Stop the present thread, if a fork is to happen, or may soon, with *lock* held."""
        me, fork = get_ident(), self._fork
        if fork is None:
            return self._linger(lock, me)
        if me == fork.thread or lock not in fork.kept:
            return None
        if self._news.locked():
            self._news.release()
        fork.stopped[me] = stop = Stop(STOP_S)
        return stop

    def asks(self, lock: Lock) -> None:
        """Have *lock* released, if somebody is only slow to do so."""
        stop = self._lingering.pop(lock, None)
        if stop is not None:
            stop.end()

    def _linger(self, lock: Lock, me: int) -> Stop | None:
        """Be slow to release *lock*, unless the present thread has been, or would hinder others."""
        if lock.pinned or lock.signal or self._lingering.pop(lock, None) is not None:
            return None
        known = self._of(me)
        if known.lingers == LINGERS or lock in locks.asking.values():
            return None
        if known.thread is threading.main_thread() or not _others_free(me):
            return None
        known.lingers += 1
        self._lingering[lock] = stop = _Linger(me)
        return stop

    def _of(self, thread: int) -> _Known:
        alive = locks.active_threads.get(thread)
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
            try:
                self._fork.ticks = int(not self._news.acquire(timeout=TICK_S))
            finally:
                locks.gate.acquire()

    def _in_parent(self) -> None:
        assert self._fork is not None
        for stop in self._fork.stopped.values():
            stop.end()
        self._fork = None
        locks.gate.release()
        self._turn.release()

    def _in_child(self) -> None:
        self._turn = allocate_lock()
        self._news = allocate_lock()
        self._news.acquire()
        self._fork = None
        self._lingering.clear()
        locks.forked()
        files.forked()
        waits.waiting.clear()
        report.forked()

    def _begin(self, me: int) -> _Fork:
        others = sys._current_frames().keys() - {me}
        seen = [lock for lock in locks.existing if lock.takers & others and not lock.signal]
        turns = 2 * (self._without_lock + 1)
        with_lock = not seen or any(lock.pinned < turns for lock in seen)
        self._without_lock += not with_lock
        fork = _Fork(me, with_lock)
        for lock in locks.existing if with_lock else ():
            if lock.holder in (None, me) or lock.used:
                continue  # used: its holder is to get on, also if one fork follows another
            if not _passes(lock):
                fork.keep(lock)
        for stop in self._lingering.values():
            stop.end()
        return fork

    def _ready(self, fork: _Fork) -> bool:
        """Whether no other thread can still come to a lock, or leave one; wakes who sleeps."""
        if any(lock.on_its_way for lock in list(locks.asking.values())):
            return False
        others = {t: frame for t, frame in sys._current_frames().items() if t != fork.thread}
        if not fork.with_lock:
            holders = {lock.holder for lock in locks.existing}
            others = {thread: frame for thread, frame in others.items() if thread in holders}
        movable = [self._may_move(fork, *other) for other in others.items()]  # wakes every one
        return not any(movable)

    def _may_move(self, fork: _Fork, thread: int, frame: FrameType) -> bool:
        if thread in fork.stopped or not _is_free(thread, frame):
            return False
        waiter = waits.waiting.get(thread)
        if waiter is not None and not waiter.woken:
            if fork.with_lock and fork.rounds[thread] < ROUNDS:
                fork.rounds[thread] += 1
                waiter.cut_short()
            return not fork.with_lock or waiter.woken
        known = self._of(thread)
        known.ticks += fork.ticks
        return known.ticks < PATIENCE


def _passes(lock: Lock) -> int:
    """How often a thread may take and release *lock* before it has to stop with it."""
    if lock.signal:
        return ROUNDS
    others = (other for other in locks.existing if lock.holder in other.takers)
    return int(any(other.pinned < lock.pinned and not other.signal for other in others))


def _others_free(me: int) -> bool:
    """Whether any thread but *me* can go on by itself, now or in a short time."""
    return any(_is_free(*other) for other in sys._current_frames().items() if other[0] != me)


def _is_free(thread: int, frame: FrameType) -> bool:
    """Whether *thread*, which is at *frame*, can go on by itself, now or in a short time."""
    waiter = waits.waiting.get(thread)
    if waiter is not None and not waiter.woken:
        return waiter.ends_soon
    joins = frame.f_code in _JOINS or frame.f_code is Pin._before.__code__
    return thread not in locks.asking and not joins
