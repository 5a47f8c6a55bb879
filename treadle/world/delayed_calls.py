"""What an event loop was asked to call later, while time is adversarial.

Each such call is a virtual thread of one operation (see `Execution.plan`). The end of a sleep may
come at any time, anything else only while everybody is blocked or asleep.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from treadle.operation import ASLEEP, IDLE_WAKE, WAKE, Operation
from treadle.passing_time import time_is_up
from treadle.state import running_execution
from treadle.trace import CALL, LIMIT, SLEEP
from treadle.virtual_thread import VirtualThread

PATIENCE = 10
"""Rounds that may pass before what is put off until later has to come at last, for fairness."""


class _DelayedCall:
    """What is put off until later.

    Attributes:
        handle: what is to be run.
        since: the round of the loop when it was put off.
        sleeps: whether it ends an `asyncio.sleep`, and may come at any time.
        overdue: whether it has to come now.
        thread: what stands for it in the kernel.

    """

    __slots__ = ("handle", "overdue", "since", "sleeps", "thread")

    def __init__(self, handle: Any, since: int) -> None:
        self.handle = handle
        self.since = since
        self.sleeps = ends_sleep(handle)
        self.overdue = False
        self.thread: VirtualThread


class DelayedCalls:
    """The calls that one event loop was asked to make later, and has not made.

    Args:
        number: of the loop.
        is_heard: whether it makes a difference to the loop that something comes now, and not later.
        due: takes the handle of a call whose time has come.

    Attributes:
        overdue: whether some have to come at last, before anything else.

    """

    def __init__(
        self, number: int, is_heard: Callable[[], bool], due: Callable[[Any], None]
    ) -> None:
        self._treadle_execution = running_execution()
        self._number = number
        self._is_heard = is_heard
        self._due = due
        self._calls: dict[int, _DelayedCall] = {}  # by the id of the handle
        self._rounds = 0  # in which one of them might have come
        self.overdue = False

    def __bool__(self) -> bool:
        return bool(self._calls)

    def add(self, handle: Any) -> None:
        """Make the call *handle* at its time."""
        self._calls[id(handle)] = call = _DelayedCall(handle, self._rounds)
        op = Operation(WAKE if call.sleeps else IDLE_WAKE, self._number)
        call.thread = self._treadle_execution.plan(
            op, lambda: self._may_come(call), lambda: self._wake(call)
        )
        if self._treadle_execution.recorder is not None:
            now_s, end_s = self._treadle_execution.clock.now, handle.when()
            self._treadle_execution.recorder.put_off(call.thread, end_s - now_s, end_s, _kind(call))

    def cancel(self, handle: Any) -> None:
        """Do not make the call *handle*, if it is one of these."""
        call = self._calls.pop(id(handle), None)
        if call is not None:
            self.overdue = any(c.overdue for c in self._calls.values())
            self._treadle_execution.call_off(call.thread)

    def pass_over(self, *, busy: bool) -> None:
        """Another round of the loop begins, before which none of these has come.

        Args:
            busy: whether the loop has something else to do.

        """
        self._rounds += 1
        for call in self._calls.values():
            late = self._rounds - call.since > PATIENCE
            call.overdue = late and (call.sleeps or not busy)
            self.overdue = self.overdue or call.overdue
        if self.overdue:
            self._treadle_execution.leave_out("a loop is busy for long beside a delayed call")

    def _may_come(self, call: _DelayedCall) -> bool:
        if self.overdue and not call.overdue:
            return False
        return self._is_heard() if call.sleeps else self._is_idle()

    def _wake(self, call: _DelayedCall) -> None:
        """The time of *call* has come."""
        handle = call.handle
        del self._calls[id(handle)]
        self.overdue = any(c.overdue for c in self._calls.values())
        handle._scheduled = False
        clock = self._treadle_execution.clock
        clock.now = max(clock.now, handle.when())
        self._due(handle)

    def _is_idle(self) -> bool:
        """Whether everybody is blocked or asleep."""
        execution = self._treadle_execution
        return not any(
            t.op.kind not in ASLEEP and (t.ready is None or t.ready() or time_is_up(execution, t))
            for t in execution.alive
        )


def ends_sleep(handle: Any) -> bool:
    """Whether *handle* is to end an `asyncio.sleep`."""
    return getattr(handle._callback, "__name__", "") == "_set_result_unless_cancelled"


def _kind(call: _DelayedCall) -> str:
    if call.sleeps:
        return SLEEP
    return LIMIT if getattr(call.handle._callback, "__module__", "").startswith("asyncio") else CALL
