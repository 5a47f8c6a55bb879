"""The tasks of an event loop, each told as if it were a thread: with a name and a column."""

from __future__ import annotations

import re
from typing import Any

from treadle.kernel import Execution
from treadle.operation import JOIN, SLEEP, Operation
from treadle.state import running_execution, state
from treadle.virtual_thread import VirtualThread
from treadle.world.awaits import awaited
from treadle.world.sealed import Sealed, unsealed

TASKS = 1_000_000
"""The number of what stands for the first task: no thread has one as high."""


class Tasks:
    """The tasks that run in one event loop.

    Args:
        loop: the event loop.

    Attributes:
        made: the tasks of all loops, in the order in which they were made.
        main: the task that the thread runs the loop for.
        thread: the thread that runs the loop now; None if nobody does.

    """

    def __init__(self, loop: Any) -> None:
        self._loop = loop
        self._treadle_execution = execution = running_execution()
        self._module = execution.memory["world"].module("asyncio.tasks")
        self.made: list[Any] = execution.memory.setdefault("tasks", [])
        self.main: Any = None
        self.thread: VirtualThread | None = None

    def ensure(self, awaitable: Any) -> Any:
        """The task that runs *awaitable*, or *awaitable* itself if it is a future already."""
        return self._module.ensure_future(awaitable, loop=self._loop)

    def current(self) -> Any:
        """The task that is at work, or None."""
        return self._module.current_task(self._loop)

    def actor(self, thread: VirtualThread) -> VirtualThread:
        """Who is at work in *thread*: what stands for a task, or *thread* itself."""
        task = self.current()
        return thread if task is None or task is self.main else stands_for(task, self.made)

    def waiting(self, thread: VirtualThread) -> list[VirtualThread]:
        """What stands for each of the tasks that wait while this loop, in *thread*, does."""
        files = self._treadle_execution.memory["world"].files
        found = []
        for task in self.made:
            if task.done() or task.get_loop() is not self._loop:
                continue
            if task is self.main:
                one = VirtualThread(thread.index, thread.name, daemon=False)
            else:
                one = stands_for(task, self.made)
            where = awaited(task, files)
            if where.kind is SLEEP:
                continue
            one.handle, one.seen = task, where
            number = self._treadle_execution.number(where.obj)
            one.op = Operation(where.kind, number, None, number)
            one.blocker = where.obj
            if where.kind is JOIN and where.obj is not self.main:
                one.blocker = stands_for(where.obj, self.made)
            one.ready = _never
            found.append(one)
        return found

    def told(self, task: Any) -> None:
        """Tell the recorder that *task* has taken a step."""
        execution = self._treadle_execution
        recorder = execution.recorder
        if recorder is None or execution.ending:
            return
        if task.done():
            recorder.task_ended(self._stand_in(task), task)
        else:
            where = awaited(task, execution.memory["world"].files)
            recorder.task_waits(self._stand_in(task), task, where)

    def begun(self, task: Any) -> None:
        """Tell the recorder that *task* is about to take a step."""
        recorder = self._treadle_execution.recorder
        if recorder is None or self._treadle_execution.ending or task is self.main:
            return
        if "_treadle_begun" not in task.__dict__:
            task.__dict__["_treadle_begun"] = True
            recorder.task_began(self._stand_in(task))

    def cancelled(self, task: Any) -> None:
        """Tell the recorder that somebody has asked to cancel *task*."""
        execution = self._treadle_execution
        if execution.recorder is not None and state.execution is execution and not execution.ending:
            where = awaited(task, execution.memory["world"].files)
            by = None
            loop = execution.running.loop
            if loop is None or loop._treadle_tasks.current() is not None:
                by = (
                    execution.running
                    if loop is None
                    else loop._treadle_tasks.actor(execution.running)
                )
            execution.recorder.task_cancelled(self._stand_in(task), by, where)

    def _stand_in(self, task: Any) -> VirtualThread:
        if task is self.main and self.thread is not None:
            return self.thread
        return stands_for(task, self.made)


def stands_for(task: Any, tasks: list[Any]) -> VirtualThread:
    """What stands for *task*, one of *tasks*, in diagnoses and stories: as if it were a thread."""
    found: VirtualThread | None = unsealed(task.__dict__.get("_treadle_stands_for"))
    if found is None:
        position = tasks.index(task) if task in tasks else len(tasks)
        found = VirtualThread(TASKS + position, "", daemon=False)
        found.handle = task
        task.__dict__["_treadle_stands_for"] = Sealed(found)
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
