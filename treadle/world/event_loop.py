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

What is put off is a virtual thread of one operation (see `Execution.plan`), and to it and to the
other threads the loop is an object with a queue: they POST to it or WAKE it, and it takes all that
has come when it comes round: at a POLL if it has more to do anyway, at a SELECT if it has to wait.
"""

from __future__ import annotations

import heapq
import re
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from treadle import verdict as verdicts
from treadle.frames import library_call
from treadle.kernel import Execution, Unwind, caller_frame, running_execution, state
from treadle.operation import ASLEEP, IDLE_WAKE, JOIN, POLL, POST, SELECT, SLEEP, WAKE, Operation
from treadle.spinning import ROUNDS, give_way
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread
from treadle.world.awaits import awaited

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
        def _call_soon(self, *args: Any) -> Any: ...
        def call_soon(self, *args: Any, **options: Any) -> Any: ...  # noqa: D102

else:
    Base = object

Handle = Any  # of asyncio, as loaded in the world
TimerHandle = Any

TASKS = 1_000_000
"""The number of what stands for the first task: no thread has one as high."""

PATIENCE = 10
"""Rounds that may pass before what is put off until later has to come at last, for fairness."""


class _Planned:
    """What is put off until later.

    Attributes:
        handle: what is to be run.
        since: the round of the loop when it was put off.
        sleeps: whether it ends an `asyncio.sleep`, and may come at any time.
        overdue: whether it has to come now.
        thread: what stands for it in the kernel.

    """

    __slots__ = ("handle", "overdue", "since", "sleeps", "thread")

    def __init__(self, handle: TimerHandle, since: int) -> None:
        self.handle = handle
        self.since = since
        self.sleeps = _sleeps(handle)
        self.overdue = False
        self.thread: VirtualThread


class EventLoop(Base):
    """What is ours in an event loop; the rest is `asyncio.base_events.BaseEventLoop`."""

    def __init__(self) -> None:
        super().__init__()
        self._execution = execution = running_execution()
        self._number = execution.number(self)
        execution.initial[self._number] = 0
        self._runs_in: VirtualThread | None = None
        self._own = 0  # handles that are ready because the loop itself made them so
        self._due: list[Handle] = []  # handles whose time has come
        self._planned: dict[int, _Planned] = {}  # by the id of the handle
        self._rounds = 0  # in which something planned might have come
        self._beside = 0  # rounds while there were other threads
        self._overdue = False  # whether some of it has to come at last
        self._listening = False  # between two rounds
        self._together = False  # several tasks are at work
        self._tasks = execution.memory["world"].module("asyncio.tasks")
        self._main: Any = None  # the task that the thread runs the loop for
        self.made: list[Any] = execution.memory.setdefault("tasks", [])  # of all loops, in order
        execution.memory.setdefault("loops", []).append(self)

    def __del__(self, _warn: Any = None) -> None:
        """Nothing: what is left of a loop after an execution is nobody's business."""

    # -- time ----------------------------------------------------------------------------------

    def time(self) -> float:
        """The virtual time, in seconds."""
        return self._execution.clock.ask()

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> TimerHandle:
        """Call *callback* at the time *when*."""
        handle = super().call_at(when, callback, *args, context=context)
        execution = self._execution
        if execution.clock.exact or execution.ending or state.execution is not execution:
            return handle
        if when <= execution.clock.now:
            self._own += 1
        else:
            self._scheduled.remove(handle)
            self._planned[id(handle)] = planned = _Planned(handle, self._rounds)
            op = Operation(WAKE if planned.sleeps else IDLE_WAKE, self._number)
            planned.thread = execution.plan(
                op, lambda: self._may_come(planned), lambda: self._wake(planned)
            )
        return handle

    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        planned = self._planned.pop(id(handle), None)
        if planned is not None:
            self._overdue = any(p.overdue for p in self._planned.values())
            self._execution.call_off(planned.thread)

    def _may_come(self, planned: _Planned) -> bool:
        if self._overdue and not planned.overdue:
            return False
        return self._is_heard() if planned.sleeps else self._is_idle()

    def _wake(self, planned: _Planned) -> None:
        """The time of *planned* has come."""
        handle = planned.handle
        del self._planned[id(handle)]
        self._overdue = any(p.overdue for p in self._planned.values())
        handle._scheduled = False
        clock = self._execution.clock
        clock.now = max(clock.now, handle.when())
        self._due.append(handle)

    def _is_heard(self) -> bool:
        """Whether it makes a difference that something comes now, and not later.

        While a loop that is alone is at work, it does not: what comes waits for the next round.
        """
        return self._listening or self._has_company()

    def _is_idle(self) -> bool:
        """Whether everybody is blocked or asleep."""
        execution = self._execution
        return not any(
            t.op.kind not in ASLEEP and (t.ready is None or t.ready() or execution.time_is_up(t))
            for t in execution.alive
        )

    def _has_company(self) -> bool:
        return len(self._execution.births) > self._execution.planned

    # -- who is at work ------------------------------------------------------------------------

    def current(self) -> Any:
        """The task that is at work, or None."""
        return self._tasks.current_task(self)

    def actor(self, thread: VirtualThread) -> VirtualThread:
        """Who is at work in *thread*: what stands for a task, or *thread* itself."""
        task = self.current()
        return thread if task is None or task is self._main else stands_for(task, self.made)

    def waiting(self, thread: VirtualThread) -> list[VirtualThread]:
        """What stands for each of the tasks that wait while this loop, in *thread*, does."""
        files = self._execution.memory["world"].files
        found = []
        for task in self.made:
            if task.done() or task.get_loop() is not self:
                continue
            if task is self._main:
                one = VirtualThread(thread.index, thread.name, daemon=False)
            else:
                one = stands_for(task, self.made)
            where = awaited(task, files)
            if where.kind is SLEEP:
                continue
            one.handle, one.seen = task, where
            number = self._execution.number(where.obj)
            one.op = Operation(where.kind, number, None, number)
            one.blocker = where.obj
            if where.kind is JOIN and where.obj is not self._main:
                one.blocker = stands_for(where.obj, self.made)
            one.ready = _never
            found.append(one)
        return found

    def run_until_complete(self, future: Any) -> Any:
        """Run until *future* is done, and give its result."""
        outer, self._main = self._main, self._tasks.ensure_future(future, loop=self)
        try:
            return super().run_until_complete(self._main)
        finally:
            self._main = outer

    # -- rounds --------------------------------------------------------------------------------

    def run_forever(self) -> None:
        """Run until `stop` is called."""
        self._runs_in = self._execution.running
        try:
            super().run_forever()
        finally:
            self._runs_in = None
            if self._together:
                self._together = False
                self._execution.alone_again()

    def create_task(self, coro: Any, **options: Any) -> Any:
        """Have *coro* run by a task of its own."""
        task = super().create_task(coro, **options)
        self.made.append(task)
        files = self._execution.memory["world"].files
        frame = caller_frame(files)
        if frame is not None:
            via, _ = library_call(sys._getframe(1), files)
            made = (frame.f_code.co_filename, frame.f_lineno, via or "create_task")
            task.__dict__["_treadle_made"] = made
        if self._runs_in is not None and not self._together and not self._execution.ending:
            self._together = True
            self._execution.not_alone()
        return task

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Any = None) -> Handle:
        """Call *callback* in the next round."""
        if self._runs_in not in (None, self._execution.running):
            # From another thread this does not wake the loop, which may sleep on; here it wakes.
            self._execution.cut = True
        return super().call_soon(callback, *args, context=context)

    def _call_soon(self, callback: Any, args: Any, context: Any) -> Handle:
        execution = self._execution
        if self._runs_in is None or execution.running is self._runs_in:
            self._own += 1
            announced = self._runs_in is not None and self._has_company()
        else:
            announced = True
        if announced and not execution.ending:
            execution.step(Operation(POST, self._number))
        return super()._call_soon(callback, args, context)

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> Handle:
        """Call *callback* soon; any thread may ask for it.

        From Python 3.14 on, such a handle has a lock of its own. Here it would be one more step: a
        thread of ours cannot stop inside of what the lock guards.
        """
        self._check_closed()
        return self._call_soon(callback, args, context)

    def run_in_executor(self, executor: Any, func: Callable[..., object], *args: Any) -> Any:
        """Have a thread of *executor* call *func*."""
        self._execution.memory["world"].module("concurrent.futures")
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

    # -- what goes wrong -----------------------------------------------------------------------

    def sleeps(self, seconds: float) -> None:
        """A task calls `time.sleep`, which is to say that all of them do."""
        from treadle.task_diagnosis import blocks

        blocks(self, f"time.sleep({seconds:g})")

    def stands_still(self, thread: VirtualThread, op: Operation) -> None:
        """*thread*, in which this loop runs, has to wait for another thread."""
        if not self._listening:
            from treadle.task_diagnosis import stands_still

            stands_still(thread, op)

    def leaving(self) -> None:
        """The program is over, and what is left will be cancelled."""
        from treadle.task_diagnosis import leaving

        leaving(self)

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        """Keep the first exception that nobody else will see."""
        if context.get("exception") is not None:
            self._execution.memory.setdefault("callback error", context["exception"])

    # -- from other threads --------------------------------------------------------------------

    def _write_to_self(self) -> None:
        """Nothing: whoever calls this has POSTed, and the loop knows."""

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
            if self._execution.ending:
                raise Unwind  # while it waited, all came to its end
            if _sleeps(handle) and not self._execution.clock.exact:
                handle._run()  # the task goes on in this round: it might have come a round sooner
            else:
                ready.append(handle)
        todo = len(ready)
        ready.extend(later)
        self._own = len(later)
        self._run(todo)

    def _run(self, count: int) -> None:
        """Run the first *count* handles that are ready."""
        execution = self._execution
        for _ in range(count):
            if execution.ending:
                raise Unwind  # a task has caught it, as it catches everything
            handle = self._ready.popleft()
            if not handle._cancelled:
                task = getattr(handle._callback, "__self__", None)
                if execution.recorder is None or not hasattr(task, "get_coro"):
                    handle._run()
                    continue
                self._begin(task)
                handle._run()
                self._tell(task)
        if execution.ending:
            raise Unwind

    def _tell(self, task: Any) -> None:
        """Tell the recorder that *task* has taken a step."""
        execution = self._execution
        recorder = execution.recorder
        if recorder is None or execution.ending:
            return
        if task.done():
            recorder.task_ended(self._stand_in(task), task)
        else:
            where = awaited(task, execution.memory["world"].files)
            recorder.task_waits(self._stand_in(task), task, where)

    def _begin(self, task: Any) -> None:
        """Tell the recorder that *task* is about to take a step."""
        recorder = self._execution.recorder
        if recorder is None or self._execution.ending or task is self._main:
            return
        if "_treadle_begun" not in task.__dict__:
            task.__dict__["_treadle_begun"] = True
            recorder.task_began(self._stand_in(task))

    def cancelled(self, task: Any) -> None:
        """Tell the recorder that somebody has asked to cancel *task*."""
        execution = self._execution
        if execution.recorder is not None and state.execution is execution and not execution.ending:
            where = awaited(task, execution.memory["world"].files)
            by = None
            loop = execution.running.loop
            if loop is None or loop.current() is not None:
                by = execution.running if loop is None else loop.actor(execution.running)
            execution.recorder.task_cancelled(self._stand_in(task), by, where)

    def _stand_in(self, task: Any) -> VirtualThread:
        if task is self._main and self._runs_in is not None:
            return self._runs_in
        return stands_for(task, self.made)

    def _select(self) -> None:
        """Take in what has come from elsewhere; wait for it if there is nothing else to do."""
        execution = self._execution
        if self._has_company() and not execution.ending:
            self._beside += 1
            if self._beside % ROUNDS == 0:
                give_way(execution)  # tasks that poll must not keep other threads from ever coming
        self._listening = True
        busy = self._own > 0 or self._stopping
        if self._planned:
            self._rounds += 1
            for planned in self._planned.values():
                late = self._rounds - planned.since > PATIENCE
                planned.overdue = late and (planned.sleeps or not busy)
                self._overdue = self._overdue or planned.overdue
            execution.cut = execution.cut or self._overdue
        try:
            if busy:
                op = Operation(POLL, self._number)
                if self._overdue:
                    execution.block(op, lambda: not self._overdue, self)
                elif self._planned or self._has_company():
                    execution.step(op)
            else:
                while self._scheduled and self._scheduled[0]._cancelled:
                    heapq.heappop(self._scheduled)
                timeout_s = None
                if self._scheduled:
                    timeout_s = max(self._scheduled[0].when() - execution.clock.now, 0.0)
                execution.block(Operation(SELECT, self._number), self._has_news, self, timeout_s)
        finally:
            self._listening = False
        while self._scheduled and self._scheduled[0].when() <= execution.clock.now:
            self._due.append(heapq.heappop(self._scheduled))

    def _has_news(self) -> bool:
        return bool(self._ready or self._due) and not self._overdue

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Tell the program what went wrong where nobody listened; not once all is over."""
        if state.execution is self._execution and not self._execution.ending:
            super().call_exception_handler(context)

    def _process_events(self, event_list: Any) -> None:
        """There are none."""


def stands_for(task: Any, tasks: list[Any]) -> VirtualThread:
    """What stands for *task*, one of *tasks*, in diagnoses and stories: as if it were a thread."""
    found: VirtualThread | None = task.__dict__.get("_treadle_stands_for")
    if found is None:
        position = tasks.index(task) if task in tasks else len(tasks)
        found = VirtualThread(TASKS + position, "", daemon=False)
        found.handle = task
        task.__dict__["_treadle_stands_for"] = found
    found.finished = task.done()
    found.name = name_of(task, tasks)
    return found


def refresh_names(execution: Execution) -> None:
    """Give everything that stands for a task the name that the task has now."""
    tasks = execution.memory.get("tasks", [])
    for task in tasks:
        if "_treadle_stands_for" in task.__dict__:
            stands_for(task, tasks)


def name_of(task: Any, tasks: list[Any]) -> str:
    """What people call *task*: as the program does, or else by its function."""
    name = _own_name(task)
    alike = [t for t in tasks if _own_name(t) == name]
    return name if len(alike) < 2 else f"{name}-{alike.index(task) + 1}"


def _own_name(task: Any) -> str:
    given = str(task.get_name())
    if not re.fullmatch(r"Task-\d+", given):
        return given
    coroutine = task.get_coro()
    return str(getattr(coroutine, "__name__", given))


def _never() -> bool:
    return False


def _is_internal(handle: Handle) -> bool:
    """Whether *handle* runs no code but that of asyncio itself."""
    callback = handle._callback
    while isinstance(callback, partial):
        callback = callback.func
    if hasattr(getattr(callback, "__self__", None), "get_coro"):
        return False
    return str(getattr(callback, "__module__", "")).startswith("asyncio.")


def _sleeps(handle: Handle) -> bool:
    """Whether *handle* is to end an `asyncio.sleep`."""
    return getattr(handle._callback, "__name__", "") == "_set_result_unless_cancelled"


def _uncontrolled(name: str) -> Callable[..., None]:
    def refuse(self: EventLoop, *args: Any, **kwargs: Any) -> None:
        execution = self._execution
        execution.stop(
            Verdict(
                verdicts.UNCONTROLLED_BLOCK,
                "outside world",
                f"{name}() needs a real network or process, which no schedule controls; "
                "put a coroutine in its place that sleeps and answers",
            )
        )

    refuse.__name__ = name
    return refuse


for _name in (
    "add_reader", "add_writer", "remove_reader", "remove_writer", "add_signal_handler",
    "sock_recv", "sock_recv_into", "sock_recvfrom", "sock_recvfrom_into", "sock_sendall",
    "sock_sendto", "sock_connect", "sock_accept", "sock_sendfile", "sendfile", "start_tls",
    "create_connection", "create_server", "create_datagram_endpoint", "create_unix_connection",
    "create_unix_server", "connect_accepted_socket", "connect_read_pipe", "connect_write_pipe",
    "subprocess_exec", "subprocess_shell", "getaddrinfo", "getnameinfo",
):  # fmt: skip
    setattr(EventLoop, _name, _uncontrolled(_name))
