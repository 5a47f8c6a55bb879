"""What the tasks of an event loop do, for the recorder: each is told as if it were a thread."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Any

from treadle.frames import caller_frame, library_call, name_in, place_of
from treadle.kernel import Execution
from treadle.operation import POLL, POST, SELECT
from treadle.state import state
from treadle.trace import OVER, Event, Overtaken, Place, Trace, Wait
from treadle.virtual_thread import VirtualThread
from treadle.world.tasks import TASKS, refresh_names

if TYPE_CHECKING:
    from treadle.world.awaits import Await

LOOPS_OWN = frozenset({POST, POLL, SELECT})
"""What a loop does on its own account."""

_WHOLE = ("Queue.", "PriorityQueue.", "LifoQueue.", "Barrier.")
"""What is told as a whole: which primitives it is made of is nobody's business,"""

_ITEMS = ("put", "get", "done")
"""except that an item goes in or out, or is reported done."""


CANCELLED = "cancelled"
"""The value of the end of a task that its cancellation has ended."""

_AT_THE_END = (OVER, "another task of the group failed")
_WHY = {
    "_on_timeout": "time is up",
    "wait_for": "time is up",
    "_cancel_all_tasks": OVER,
    "_abort": "another task of the group failed",
}
"""Why a function of `asyncio` cancels a task."""


def _why_cancelled() -> str | None:
    frame: FrameType | None = sys._getframe(2)
    for _ in range(8):
        if frame is not None:
            if frame.f_code.co_name in _WHY and "asyncio" in frame.f_code.co_filename:
                return _WHY[frame.f_code.co_name]
            frame = frame.f_back
    return None


class TaskRecorder:
    """The part of a recorder that follows tasks."""

    _files: set[str]
    trace: Trace

    def __init__(self) -> None:
        self._columns: dict[int, VirtualThread] = {}
        self._asked: dict[int, Place | None] = {}  # to be cancelled, and where that found them
        self._resisting: set[int] = set()
        self._died: dict[int, VirtualThread] = {}  # by the id of the exception

    # -- called by the loop and the primitives ---------------------------------------------------

    def happened(
        self, action: str, obj: Any, peek: Callable[[], Any] | None = None, woken: int = 0
    ) -> None:
        """The running task does *action* to *obj*, one of the primitives of `asyncio`."""
        execution = state.execution
        assert execution is not None
        me = self._who(execution.running)
        program = caller_frame(self._files)
        self._on_its_way(program)
        call, _ = library_call(sys._getframe(1), self._files)
        where = None if program is None else place_of(program)
        if action == "acquire":
            self._take(me, obj, where)
        inside = (call.startswith(_WHOLE) and action not in _ITEMS) or (
            call.startswith("Condition.wait") and action in ("acquire", "release")
        )
        if not inside:
            value = None if peek is None else self._shown(peek)
            told_as = "Queue.task_done" if action == "done" else ""
            self._add(me, action, obj, where, value=value, woken=woken, call=told_as)
        if action == "release":
            self.given_back(obj)

    def task_began(self, me: VirtualThread) -> None:
        """The task that *me* stands for takes its first step."""
        self._add(me, "begin", None, None)

    def task_ended(self, me: VirtualThread, task: Any) -> None:
        """The task that *me* stands for is done."""
        asked = self._asked.pop(me.index, None)
        if asked is not None and not task.cancelled() and task.cancelling():
            self._add(me, "swallow", task, asked)
        if not task.cancelled() and task._exception is not None:
            self._died.setdefault(id(task._exception), me)
        if me.index >= TASKS:
            self._add(me, "end", None, None, value=CANCELLED if task.cancelled() else None)

    def task_waits(self, me: VirtualThread, task: Any, where: Await) -> None:
        """The task that *me* stands for lets others run while it waits."""
        place = None if where.frame is None else place_of(where.frame)
        if not task.cancelling():
            self._asked.pop(me.index, None)  # it was for a timeout, which has taken it back
        obj = where.obj if not isinstance(where.obj, VirtualThread) else None
        if me.index in self._asked and not task._must_cancel and me.index not in self._resisting:
            self._resisting.add(me.index)
            self._add(me, "swallow", task, place)
        self._add(
            me,
            "suspend",
            obj,
            place,
            value=where.kind.name,
            call=where.call,
            target=name_in(where.frame, where.obj),
        )

    def task_cancelled(self, me: VirtualThread, by: VirtualThread | None, where: Await) -> None:
        """Somebody asks to cancel the task that *me* stands for: *by*, or nobody in particular."""
        place = None if where.frame is None else place_of(where.frame)
        program = caller_frame(self._files)
        self._asked.setdefault(me.index, place)
        if by is None or program is None or _why_cancelled() in _AT_THE_END:
            self._add(me, "cancelled", None, place, value=_why_cancelled())
        else:
            self._add(by, "cancel", me, place_of(program))

    # -- inside ----------------------------------------------------------------------------------

    def _who(self, thread: VirtualThread) -> VirtualThread:
        """Who is at work in *thread*: one of its tasks, or itself."""
        if thread.loop is None:
            return thread
        found: VirtualThread = thread.loop._treadle_tasks.actor(thread)
        return found

    def _add(
        self,
        me: VirtualThread,
        action: str,
        obj: Any,
        place: Place | None,
        *,
        value: str | None = None,
        woken: int = 0,
        call: str = "",
        target: str = "",
    ) -> None:
        execution = state.execution
        assert execution is not None
        number = 0 if obj is None else execution.number(obj)
        event = Event(me.index, action, target, number, "", place, value, call=call)
        event.alone = execution.apart == 0 and not action.startswith("cancel")
        event.woken = woken
        self._columns[me.index] = me
        self._tell(event, obj, me)

    def _arrange(self, execution: Execution) -> None:
        """Give every thread and task that is told of a column, and the name of it."""
        trace = self.trace
        refresh_names(execution)
        threads = [t for t in execution.threads if t.effect is None]
        tasks = sorted(i for i in self._columns if i >= len(execution.threads))
        column = {t.index: position for position, t in enumerate(threads)}
        column |= {index: len(threads) + position for position, index in enumerate(tasks)}
        names = [_called(t.name) for t in threads] + [self._columns[i].name for i in tasks]
        trace.threads = _all_different(names)
        everyone = execution.memory.get("census")
        trace.over = everyone is not None and everyone.main_is_done
        trace.daemons = frozenset(column[t.index] for t in threads if t.daemon)
        trace.daemon_as = {
            column[t.index]: column[maker.index]
            for t in threads
            if (maker := getattr(t.handle, "_treadle_daemon_as", None)) in threads
        }
        trace.at_exit = everyone is not None and bool(everyone.at_exit)
        if all(index == position for index, position in column.items()):
            return
        for event in trace.events:
            event.thread = column[event.thread]
        if trace.error_thread is not None:
            trace.error_thread = column.get(trace.error_thread, 0)
        trace.overtaken = [_in_columns(each, column) for each in trace.overtaken]
        if trace.together is not None:
            one, other = trace.together
            trace.together = _in_column(one, column), _in_column(other, column)
        trace.blocked = [
            replace(
                b,
                thread=column[b.thread],
                holder=None if b.holder is None else column.get(b.holder),
            )
            for b in trace.blocked
        ]

    # -- of the whole recorder -------------------------------------------------------------------

    def given_back(self, lock: object) -> None:
        """*lock* is given back."""
        raise NotImplementedError

    def _take(self, me: VirtualThread, lock: object, place: Place | None) -> None:
        raise NotImplementedError

    def _tell(self, event: Event, obj: Any, me: VirtualThread) -> None:
        raise NotImplementedError

    def _on_its_way(self, program: FrameType | None) -> None:
        raise NotImplementedError

    def _shown(self, peek: Callable[[], Any]) -> str | None:
        raise NotImplementedError


def _in_columns(overtaken: Overtaken, column: dict[int, int]) -> Overtaken:
    """*overtaken* with the columns of the threads, by their numbers."""
    other = overtaken.other
    return replace(
        overtaken,
        wait=_in_column(overtaken.wait, column),
        thread=column[overtaken.thread],
        other=None if other is None else _in_column(other, column),
    )


def _in_column(wait: Wait, column: dict[int, int]) -> Wait:
    return replace(wait, thread=column[wait.thread])


def _all_different(names: list[str]) -> list[str]:
    """*names*, numbered where several are the same."""
    seen: dict[str, int] = {}
    different = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        different.append(name if names.count(name) == 1 else f"{name} #{seen[name]}")
    return different


def _called(name: str) -> str:
    """The *name* of a thread; a shorter one for those that a pool has named."""
    return re.sub(r"^ThreadPoolExecutor-(\d+_\d+)$", r"worker \1", name)
