"""From the state in which an execution ended to its verdict, in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

from treadle import verdict as verdicts
from treadle.blame import of_error
from treadle.frames import library_call
from treadle.kernel import Execution
from treadle.operation import (
    ACQUIRE,
    AWAIT,
    DOWN,
    FUTURE,
    GET,
    JOIN,
    PUT,
    REACQUIRE,
    SELECT,
    SPIN,
    Kind,
)
from treadle.task_diagnosis import MISHAPS, cut_short, never_awaited, not_woken
from treadle.task_diagnosis import lost as lost_task
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread
from treadle.world.sealed import unsealed

WAITS_FOR: dict[Kind, str] = {
    ACQUIRE: "a lock",
    REACQUIRE: "a notification",
    DOWN: "a permit of a semaphore",
    AWAIT: "an event to be set",
    GET: "an item in a queue",
    JOIN: "another thread to end",
    PUT: "room in a queue",
    FUTURE: "a future that nobody completes",
    SPIN: "a change that nobody is left to make",
}
"""What a thread with this operation pending is waiting for."""

IN_THE_LIBRARY = {
    "Queue.get": ("missing sentinel", "an item in a queue"),
    "Queue.put": ("full queue", "room in a queue"),
    "Queue.join": ("task never done", "all tasks of a queue to be done"),
    "Future.result": ("missing result", "a result"),
    "Barrier.wait": ("missing party", "the others at a barrier"),
}
"""What it is to wait for ever to be notified in there, and what for."""

_POOL = str(Path("concurrent", "futures", "thread.py"))


def holder(thread: VirtualThread) -> VirtualThread | None:
    """The thread that has what *thread* waits for, if it is one thread in particular."""
    blocker = thread.blocker
    if isinstance(blocker, VirtualThread):
        return blocker
    lock = getattr(blocker, "_lock", blocker)
    owner = unsealed(getattr(lock, "_treadle_owner", None))
    if getattr(lock, "_handed_over", False):
        return None
    if isinstance(owner, VirtualThread):
        waiting_for_lock = thread.op.kind is ACQUIRE or owner is not thread
        return owner if waiting_for_lock and thread.op.kind is not REACQUIRE else None
    return None


def standing_still(execution: Execution) -> list[VirtualThread]:
    """Who is left when nobody can run; for an event loop, the tasks that wait in it."""
    found: list[VirtualThread] = []
    for thread in execution.alive:
        if thread.op.kind is SELECT and thread.loop is not None:
            found += thread.loop._treadle_tasks.waiting(thread)
        elif thread.effect is None:
            found.append(thread)
    return found


def stuck(execution: Execution) -> Verdict:
    """The verdict when nobody can run and somebody has not ended."""
    forgotten = never_awaited(execution)
    if forgotten is not None:
        return forgotten
    blocked = standing_still(execution)
    lasting = [t for t in blocked if not t.daemon]
    if any(t.op.kind is SPIN for t in lasting):
        return Verdict(
            verdicts.NO_PROGRESS,
            "spinning",
            f"{_names([t for t in lasting if t.op.kind is SPIN])} goes round and round, and nobody "
            "is left to make a change that would end it",
        )
    lost = _lost(execution)
    if lost is not None:
        return lost
    overslept = not_woken(execution)
    if overslept is not None:
        return overslept
    cycle = _cycle(blocked)
    if execution.main.finished:
        waits = "; ".join(_wait(t) for t in lasting)
        return Verdict(
            verdicts.THREAD_LEFT_RUNNING,
            _kind_of_wait(lasting, cycle),
            f"the program is over, but {_names(lasting)} never ends: {waits}",
        )
    if len(cycle) == 1:
        return Verdict(
            verdicts.DEADLOCK,
            "self-deadlock",
            f"{cycle[0].name} waits for a lock that it holds itself",
        )
    if cycle:
        round_trip = ", ".join(
            f"{a.name} waits for {b.name}"
            for a, b in zip(cycle, cycle[1:] + cycle[:1], strict=True)
        )
        kind = "lock cycle" if all(t.op.kind is ACQUIRE for t in cycle) else "wait cycle"
        return Verdict(verdicts.DEADLOCK, kind, f"nobody can go on: {round_trip}")
    return Verdict(
        verdicts.DEADLOCK,
        _kind_of_wait(blocked, cycle),
        "nobody can go on: " + "; ".join(_wait(t) for t in blocked),
    )


def ended(execution: Execution) -> Verdict:
    """The verdict of an execution in which every thread ended."""
    if execution.main.error is None and not execution.lost and MISHAPS.isdisjoint(execution.memory):
        return verdicts.SOUND
    forgotten = never_awaited(execution)
    if forgotten is not None:
        return forgotten
    error = execution.main.error
    lost = _lost(execution)
    if lost is not None and (error is None or error is not lost.error):
        return lost
    if error is None:
        return cut_short(execution) or verdicts.SOUND
    return of_error(error, "")


def _lost(execution: Execution) -> Verdict | None:
    """The verdict for a thread that died of an exception nobody saw."""
    if not execution.lost:
        return lost_task(execution)
    thread = execution.lost[0]
    assert thread.error is not None
    return of_error(thread.error, thread.name)


def _cycle(blocked: list[VirtualThread]) -> list[VirtualThread]:
    """Threads each of which waits for the next, and the last for the first; empty if none do."""
    for start in blocked:
        path: list[VirtualThread] = []
        thread: VirtualThread | None = start
        while thread is not None and thread not in path:
            path.append(thread)
            thread = holder(thread)
        if thread is not None:
            return path[path.index(thread) :]
    return []


def _kind_of_wait(threads: list[VirtualThread], cycle: list[VirtualThread]) -> str:
    if len(cycle) == 1:
        return "self-deadlock"
    if cycle:
        return "lock cycle"
    workers = [t for t in threads if serves_a_pool(t)]
    if any(t.op.kind is REACQUIRE for t in workers) and all(t.op.kind is not GET for t in workers):
        return "pool deadlock"
    for thread in threads:
        if thread.op.kind is REACQUIRE and (inside := _inside(thread)) is not None:
            return inside[0]
    kinds = {t.op.kind for t in threads}
    if REACQUIRE in kinds:
        return "lost wake-up"
    if GET in kinds:
        return "missing sentinel"
    if DOWN in kinds:
        return "permit leak"
    if AWAIT in kinds:
        return "missed event"
    if FUTURE in kinds:
        return "future never completed"
    if ACQUIRE in kinds:
        return "lock never released"
    return "forgotten thread"


def _inside(thread: VirtualThread) -> tuple[str, str] | None:
    """What it means that *thread* waits in the midst of a function of the standard library."""
    frame = thread.greenlet.gr_frame if thread.greenlet is not None else None
    call, _ = library_call(frame or sys._getframe(), set())
    return IN_THE_LIBRARY.get(call)


def serves_a_pool(thread: VirtualThread) -> bool:
    """Whether *thread*, which has not ended, is a worker of a `ThreadPoolExecutor`."""
    frame = thread.greenlet.gr_frame if thread.greenlet is not None else None
    frame = frame or sys._getframe()
    while frame is not None:
        code = frame.f_code
        if code.co_name == "_worker" and code.co_filename.endswith(_POOL):
            return True
        frame = frame.f_back
    return False


def _wait(thread: VirtualThread) -> str:
    what = WAITS_FOR.get(thread.op.kind, "something")
    if thread.op.kind is REACQUIRE and (inside := _inside(thread)) is not None:
        what = inside[1]
    owner = holder(thread)
    if thread.op.kind is JOIN and owner is not None:
        return f"{thread.name} waits for {owner.name} to end"
    if owner is thread:
        return f"{thread.name} waits for {what} that it holds itself"
    if owner is not None:
        state = "has ended without giving it back" if owner.finished else "holds"
        return f"{thread.name} waits for {what} that {owner.name} {state}"
    return f"{thread.name} waits for {what}"


def _names(threads: list[VirtualThread]) -> str:
    return " and ".join(t.name for t in threads)
