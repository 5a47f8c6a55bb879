"""Calls that stop an event loop, and all of its tasks with it."""

from __future__ import annotations

import sys
from typing import Any

from treadle import verdict as verdicts
from treadle.frames import library_call
from treadle.operation import ACQUIRE, JOIN, SLEEP, Operation
from treadle.text import spot
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread
from treadle.world.sealed import unsealed
from treadle.world.tasks import name_of


def blocks(loop: Any, what: str) -> None:
    """A task of *loop* makes all others wait: end the execution if there are any."""
    execution = loop._treadle_execution
    task = loop._treadle_tasks.current()
    others = [
        t
        for t in loop._treadle_tasks.made
        if t is not task and not t.done() and t.get_loop() is loop
    ]
    if task is None or not others:
        return
    frame: Any = sys._getframe(1)
    files = execution.memory["world"].files
    while frame is not None and frame.f_code.co_filename not in files:
        frame = frame.f_back
    where = "" if frame is None else f"{spot(frame.f_code.co_filename, frame.f_lineno)}: "
    count = "another task" if len(others) == 1 else f"{len(others)} other tasks"
    execution.stop(
        Verdict(
            verdicts.BLOCKED_LOOP,
            "blocking call in the loop",
            f"{where}{what} stops the whole event loop, and {count} with it: "
            f"{name_of(task, loop._treadle_tasks.made)} must await instead, or have a thread do it "
            "(asyncio.to_thread)",
        )
    )


def stands_still(thread: VirtualThread, op: Operation) -> None:
    """*thread*, in which a loop runs, has to wait for *op*: say so if that may take its time."""
    blocker = thread.blocker
    call, _ = library_call(sys._getframe(1), thread.loop._treadle_execution.memory["world"].files)
    if op.kind is ACQUIRE or (op.kind is JOIN and call):
        # A moment is no matter. But whoever has the lock may be waiting, or asleep.
        other = blocker if op.kind is JOIN else unsealed(getattr(blocker, "_treadle_owner", None))
        if not isinstance(other, VirtualThread) or other is thread:
            return
        if other.op.kind is not SLEEP and (other.ready is None or other.ready()):
            return
    blocks(thread.loop, _WAITS.get(op.kind.name, "this call"))


_WAITS = {
    "acquire": "waiting for a lock of threading",
    "join": "waiting for a thread to end",
    "down": "waiting for a semaphore of threading",
    "await": "waiting for an event of threading",
    "reacquire": "waiting for another thread",
    "get": "waiting for a queue of threads",
}
