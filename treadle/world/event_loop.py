"""The event loop of `asyncio` in the world: virtual time, and wake-ups in the order of the search.

All of `asyncio` is the real source of this Python version; only the loop under it is ours. It keeps
what real loops promise: what is ready runs first in, first out, one round after another. What a
real loop promises nobody is in which round a sleep ends, or whether it ends before another one
(for a sleep stands for an answer from elsewhere, and that may take any time), nor when a thread
calls `call_soon_threadsafe`. So these are what the search decides:

* With the *adversarial* clock a sleep may end before any round of the loop, and before or after
  any other sleep. Anything else that was put off until later (a timeout, `call_later`) comes only
  while everybody is blocked or asleep, as the timeouts of threads do.
* With the *exact* clock computing takes no time; what is put off comes at its time, in order.

What is put off (`delayed_calls.py`) is a virtual thread; to it and to other threads the loop
is an object with a queue: they POST to it or WAKE it, and it takes all that has come when it comes
round: at a POLL if it has more to do anyway, at a SELECT if it has to wait.
"""

from __future__ import annotations

import heapq
import sys
from asyncio import CancelledError
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from treadle.ending import Unwind
from treadle.frames import caller_frame, library_call, place_of
from treadle.operation import POLL, POST, SELECT, UNHEARD, Operation
from treadle.spinning import ROUNDS, give_way
from treadle.state import running_execution, state
from treadle.trace import Place
from treadle.virtual_thread import VirtualThread
from treadle.world import dropped_tasks
from treadle.world.blocked_loop import blocks, stands_still
from treadle.world.delayed_calls import DelayedCalls, ends_sleep
from treadle.world.network import Unconnected
from treadle.world.tasks import Tasks

if TYPE_CHECKING:

    class Base:
        """What this takes from the real `BaseEventLoop`."""

        _ready: Any
        _scheduled: Any
        _stopping: bool
        _default_executor: Any

        def call_at(self, *args: Any, **options: Any) -> Any: ...  # noqa: D102
        def create_task(self, *args: Any, **options: Any) -> Any: ...  # noqa: D102
        def run_forever(self) -> None: ...  # noqa: D102
        def run_until_complete(self, future: Any) -> Any: ...  # noqa: D102
        def run_in_executor(self, *args: Any) -> Any: ...  # noqa: D102
        def call_exception_handler(self, context: dict[str, Any]) -> None: ...  # noqa: D102
        def _check_closed(self) -> None: ...
        def _call_soon(self, *args: Any, **options: Any) -> Any: ...
        def stop(self) -> None: ...  # noqa: D102

else:
    Base = object

Handle = Any  # of asyncio, as loaded in the world
TimerHandle = Any


class EventLoop(Unconnected, Base):
    """What is ours in an event loop; the rest is `asyncio.base_events.BaseEventLoop`.

    Attributes:
        _treadle_home: the thread that it runs in, has run in, or was made in.
        _treadle_tasks: the tasks that run in it.
        unheard: the thread that had it do something and did not wake it, and where.

    """

    __slots__ = ("_treadle_delayed", "_treadle_execution", "_treadle_home", "_treadle_tasks")

    def __init__(self) -> None:
        super().__init__()
        self._treadle_execution = execution = running_execution()
        self._number = execution.number(self)
        execution.initial[self._number] = 0
        self._own = 0  # handles that are ready because the loop itself made them so
        self._due: list[Handle] = []  # handles whose time has come
        self._treadle_delayed = DelayedCalls(self._number, self._is_heard, self._has_come)
        self._beside = 0  # rounds while there were other threads
        self._listening = False  # between two rounds
        self.unheard: tuple[str, Place] | None = None
        self._woken = False  # since it has looked for the last time
        self._ends = False  # it has been told to stop, by itself
        self._together = False  # several tasks are at work
        self._treadle_home = execution.running
        self._early = False  # that thread has called what does not wake it before it ran
        self._treadle_tasks = Tasks(self)
        execution.memory.setdefault("loops", []).append(self)

    def __del__(self, _warn: Any = None) -> None:
        """Nothing: what is left of a loop after an execution is nobody's business."""

    # -- time ----------------------------------------------------------------------------------

    def time(self) -> float:
        """The virtual time, in seconds."""
        return self._treadle_execution.clock.ask()

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> TimerHandle:
        """Call *callback* at the time *when*."""
        handle = super().call_at(when, callback, *args, context=context)
        execution = self._treadle_execution
        if execution.clock.exact or execution.ending or state.execution is not execution:
            return handle
        if self._is_elsewhere():
            execution.leave_out("call_later of another thread's loop need not wake it")
        if when <= execution.clock.now:
            self._own += 1
        else:
            self._scheduled.remove(handle)
            self._treadle_delayed.add(handle)
        return handle

    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        self._treadle_delayed.cancel(handle)

    # -- what it is asked for ------------------------------------------------------------------

    def create_task(self, coro: Any, **options: Any) -> Any:
        """Have *coro* run by a task of its own."""
        try:
            task = super().create_task(coro, **options)
        except Unwind:
            with suppress(Exception):
                coro.close()  # while it is known that all is over; nobody has the task
            raise
        self._treadle_tasks.made.append(task)
        files = self._treadle_execution.memory["world"].files
        frame = caller_frame(files)
        if frame is not None:
            via, _ = library_call(sys._getframe(1), files)
            made = (frame.f_code.co_filename, frame.f_lineno, via or "create_task")
            task.__dict__["_treadle_made"] = made
        if (
            self._treadle_tasks.thread is not None
            and not self._together
            and not self._treadle_execution.ending
        ):
            self._together = True
            self._treadle_execution.not_alone()
        return task

    def _call_soon(self, callback: Any, args: Any, context: Any, *, waking: bool = False) -> Handle:
        execution = self._treadle_execution
        if self._may_be_elsewhere(waking=waking):
            self._from_elsewhere(waking=waking)
        else:
            self._own += 1
            if (
                self._treadle_tasks.thread is not None
                and self._has_company()
                and not execution.ending
            ):
                execution.step(Operation(POST, self._number))
            self._woken = True
        return super()._call_soon(callback, args, context)

    def stop(self) -> None:
        """End `run_forever` after this round."""
        if self._may_be_elsewhere():
            self._from_elsewhere(waking=False)
        else:
            self._ends = True
        super().stop()

    def _from_elsewhere(self, *, waking: bool) -> None:
        """Announce that another thread has it do something, for which it is *waking* it or not."""
        execution = self._treadle_execution
        if self._is_elsewhere() and not waking:
            self._goes_unheard()
        unheard = not waking and execution.memory["world"].unheard
        execution.step(Operation(POST, self._number, None, UNHEARD if unheard else None))
        elsewhere = self._is_elsewhere()  # it may have begun meanwhile, or have ended
        if elsewhere and not waking:
            self._goes_unheard()
        self._woken = self._woken or waking or not elsewhere

    def _may_be_elsewhere(self, *, waking: bool = False) -> bool:
        """Whether it may run by now, or soon, in another thread than the one at work.

        Of the thread that it was made in nobody can know before it runs; see `run_forever`.
        """
        execution = self._treadle_execution
        if execution.ending or not self._has_company():
            return False
        if (
            self._treadle_tasks.thread is None
            and execution.running is self._treadle_home
            and not waking
        ):
            self._early = True
            return bool(execution.memory["world"].unheard)
        return execution.running is not self._treadle_tasks.thread

    def _is_elsewhere(self) -> bool:
        """Whether it runs, and in another thread than the one at work."""
        return self._treadle_tasks.thread not in (None, self._treadle_execution.running)

    def _goes_unheard(self) -> None:
        """Note that another thread calls what does not wake a loop that waits."""
        execution = self._treadle_execution
        execution.leave_out("call_soon from another thread does not wake the loop")
        world = execution.memory["world"]
        if not world.unheard:
            world.unheard = world.grew = True  # from now on it is a step when a loop looks
        frame = caller_frame(world.files)
        if frame is not None:
            self.unheard = execution.running.name, place_of(frame)

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> Handle:
        """Call *callback* soon; any thread may ask for it.

        From Python 3.14 on, such a handle has a lock of its own. Here it would be one more step: a
        thread of ours cannot stop inside of what the lock guards.
        """
        self._check_closed()
        return self._call_soon(callback, args, context, waking=True)

    def run_in_executor(self, executor: Any, func: Callable[..., object], *args: Any) -> Any:
        """Have a thread of *executor* call *func*."""
        self._treadle_execution.memory["world"].module("concurrent.futures")
        future = super().run_in_executor(executor, func, *args)
        future.__dict__["_treadle_thread"] = True
        return future

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Wait until the threads of `to_thread` have ended.

        Python has one more thread wait, to keep the loop free for others. At the end there are
        none, and the orders of that thread's steps would be many.
        """
        self._executor_shutdown_called = True
        if self._default_executor is not None:
            self._default_executor.shutdown(wait=True)

    # -- rounds --------------------------------------------------------------------------------

    def run_until_complete(self, future: Any) -> Any:
        """Run until *future* is done, and give its result."""
        outer, self._treadle_tasks.main = (
            self._treadle_tasks.main,
            self._treadle_tasks.ensure(future),
        )
        try:
            return super().run_until_complete(self._treadle_tasks.main)
        finally:
            self._treadle_tasks.main = outer

    def run_forever(self) -> None:
        """Run until `stop` is called."""
        execution = self._treadle_execution
        world = execution.memory["world"]
        if self._early and self._treadle_home is not execution.running and not world.unheard:
            world.unheard = world.grew = True
        self._treadle_tasks.thread = self._treadle_home = execution.running
        self._early = False
        try:
            super().run_forever()
        finally:
            self._treadle_tasks.thread = None
            self._ends = False
            if self._together:
                self._together = False
                self._treadle_execution.alone_again()

    def _run_once(self) -> None:
        ready = self._ready
        later: list[Handle] = []
        if ready and not self._has_company() and all(map(_is_internal, ready)):
            # Whether something comes before these or behind them is all the same, so they go
            # first; only what they make ready has to wait for what comes now.
            self._run(len(ready))
            later += ready
            ready.clear()
            self._own = len(later)
        self._select()
        due, self._due = self._due, []
        for handle in due:
            if handle._cancelled:
                continue
            if self._treadle_execution.ending:
                raise Unwind  # while it waited, all came to its end
            if ends_sleep(handle) and not self._treadle_execution.clock.exact:
                handle._run()  # the task goes on in this round: it might have come a round sooner
            else:
                ready.append(handle)
        todo = len(ready)
        ready.extend(later)
        self._own = len(later)
        self._run(todo)

    def _run(self, count: int) -> None:
        """Run the first *count* handles that are ready."""
        execution = self._treadle_execution
        for _ in range(count):
            if execution.ending:
                raise Unwind  # a task has caught it, as it catches everything
            handle = self._ready.popleft()
            if not handle._cancelled:
                task = getattr(handle._callback, "__self__", None)
                if execution.recorder is None or not hasattr(task, "get_coro"):
                    handle._run()
                    continue
                self._treadle_tasks.begun(task)
                handle._run()
                self._treadle_tasks.told(task)
        if execution.ending:
            raise Unwind

    def _select(self) -> None:
        """Take in what has come from elsewhere; wait for it if there is nothing else to do."""
        execution = self._treadle_execution
        if self._has_company() and not execution.ending:
            self._beside += 1
            if self._beside % ROUNDS == 0:
                give_way(execution)  # tasks that poll must not keep other threads from ever coming
        self._listening = True
        busy = self._own > 0 or self._ends
        if self._treadle_delayed:
            self._treadle_delayed.pass_over(busy=busy)
        try:
            if busy:
                op = Operation(POLL, self._number)
                if self._treadle_delayed.overdue:
                    execution.block(op, lambda: not self._treadle_delayed.overdue, self)
                elif self._treadle_delayed or self._has_company():
                    execution.step(op)
            else:
                while self._scheduled and self._scheduled[0]._cancelled:
                    heapq.heappop(self._scheduled)
                timeout_s = None
                if self._scheduled:
                    timeout_s = max(self._scheduled[0].when() - execution.clock.now, 0.0)
                if execution.memory["world"].unheard:
                    execution.step(Operation(POLL, self._number))
                self._woken = bool(self._ready or self._stopping)
                if not self._woken or not execution.memory["world"].unheard:
                    op = Operation(SELECT, self._number)
                    execution.block(op, self._has_news, self, timeout_s)
        finally:
            self._listening = False
        while self._scheduled and self._scheduled[0].when() <= execution.clock.now:
            self._due.append(heapq.heappop(self._scheduled))

    def oversleeps(self) -> bool:
        """Whether there is something to do, and nobody wakes it to do it."""
        return bool(self._ready or self._stopping) and not self._woken and self._listening

    def _has_news(self) -> bool:
        return bool(self._woken or self._due) and not self._treadle_delayed.overdue

    def _has_come(self, handle: Handle) -> None:
        """The time of the delayed call *handle* has come."""
        self._due.append(handle)

    def _is_heard(self) -> bool:
        """Whether it makes a difference that something comes now, and not later.

        While a loop that is alone is at work, it does not: what comes waits for the next round.
        """
        return self._listening or self._has_company()

    def _has_company(self) -> bool:
        return len(self._treadle_execution.births) > self._treadle_execution.planned

    def _write_to_self(self) -> None:
        """Nothing: whoever calls this has POSTed, and the loop knows."""

    def _process_events(self, event_list: Any) -> None:
        """There are none."""

    # -- what goes wrong -----------------------------------------------------------------------

    def sleeps(self, seconds: float) -> None:
        """A task calls `time.sleep`, which is to say that all of them do."""
        blocks(self, f"time.sleep({seconds:g})")

    def stands_still(self, thread: VirtualThread, op: Operation) -> None:
        """*thread*, in which this loop runs, has to wait for another thread."""
        if not self._listening:
            stands_still(thread, op)

    def leaving(self) -> None:
        """The program is over, and what is left will be cancelled."""
        dropped_tasks.look(self)

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        """Keep the first exception that nobody else will see.

        From Python 3.14 on, that of a shielded task is among them if somebody was cancelled who
        waited for it, whoever else has got it. Before, it was not. Nor is it one that somebody
        was cancelled, such as what was gathered and is left when all is over.
        """
        error = context.get("exception")
        shielded = str(context.get("message")).endswith(" exception in shielded future")
        if error is not None and not isinstance(error, CancelledError) and not shielded:
            self._treadle_execution.memory.setdefault("callback error", error)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Tell the program what went wrong where nobody listened; not once all is over."""
        if state.execution is self._treadle_execution and not self._treadle_execution.ending:
            super().call_exception_handler(context)


def _is_internal(handle: Handle) -> bool:
    """Whether *handle* runs no code but that of asyncio itself."""
    callback = handle._callback
    while isinstance(callback, partial):
        callback = callback.func
    if hasattr(getattr(callback, "__self__", None), "get_coro"):
        return False
    return str(getattr(callback, "__module__", "")).startswith("asyncio.")
