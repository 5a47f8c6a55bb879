"""The primitives of `asyncio`, made to tell the recorder what is done to them.

They are Python's own, and they switch nowhere but where Python's do; what is added here is what a
story needs: who holds a lock, and when something is taken, given back, set or put.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from treadle.state import state
from treadle.world.sealed import Sealed
from treadle.world.tasks import Tasks


def tell(action: str, obj: Any, value: Callable[[], Any] | None = None, woken: int = 0) -> None:
    """Tell the recorder, if there is one, that the running task does *action* to *obj*."""
    execution = state.execution
    if execution is not None and execution.recorder is not None and not execution.ending:
        execution.recorder.happened(action, obj, value, woken)


def extend(module: ModuleType) -> None:
    """Extend the classes of *module*, one of `asyncio.locks`, `queues` and `tasks`."""
    contents: Any = module
    if module.__name__ == "asyncio.locks":
        contents.Lock._locked = _Told(_lock_changed)
        contents.Event._value = _Told(_event_changed)
        _tell_permits(contents.Semaphore)
        for name in ("Lock", "Event", "Condition", "Semaphore", "Barrier"):
            _tell_making(getattr(module, name))
        _tell_conditions(contents.Condition)
    elif module.__name__ == "asyncio.queues":
        _tell_making(contents.Queue)
        for name in ("Queue", "PriorityQueue", "LifoQueue"):
            _tell_items(getattr(module, name))
    elif module.__name__ == "asyncio.tasks":
        _tell_cancelling(contents.Task)


class _Told:
    """An attribute that is told of when it changes."""

    def __init__(self, changed: Callable[[Any, Any, Any], None]) -> None:
        self._changed = changed

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        if obj is None:
            return self
        return obj.__dict__["_told"]

    def __set__(self, obj: Any, value: Any) -> None:
        variables = obj.__dict__
        before = variables.get("_told")
        variables["_told"] = value
        if before is not None and before != value:
            self._changed(obj, before, value)


def _lock_changed(lock: Any, before: bool, locked: bool) -> None:
    execution = state.execution
    lock._treadle_owner = None
    if execution is None:
        return
    if locked:
        loop = execution.running.loop
        me = execution.running
        lock._treadle_owner = Sealed(me if loop is None else loop._treadle_tasks.actor(me))
    tell("acquire" if locked else "release", lock)


def _event_changed(event: Any, before: bool, value: bool) -> None:
    tell("set" if value else "clear", event)


def _tell_making(cls: Any) -> None:
    make = cls.__init__

    @wraps(make)
    def told(self: Any, *args: Any, **options: Any) -> None:
        execution = state.execution
        if execution is not None:
            execution.number(self)
            if execution.recorder is not None:
                execution.recorder.created(self)
        make(self, *args, **options)

    cls.__init__ = told


def _tell_permits(cls: Any) -> None:
    acquire, release = cls.acquire, cls.release

    @wraps(acquire)
    async def told_acquire(self: Any) -> Any:
        result = await acquire(self)
        tell("down", self)
        return result

    @wraps(release)
    def told_release(self: Any) -> None:
        tell("up", self)
        release(self)

    cls.acquire, cls.release = told_acquire, told_release


def _tell_conditions(cls: Any) -> None:
    notify, wait = cls.notify, cls.wait

    @wraps(notify)
    def told_notify(self: Any, n: int = 1) -> None:
        tell("notify", self, woken=sum(not waiter.done() for waiter in self._waiters))
        notify(self, n)

    @wraps(wait)
    async def told_wait(self: Any) -> Any:
        tell("wait", self)
        result = await wait(self)
        tell("reacquire", self)
        return result

    cls.notify, cls.wait = told_notify, told_wait


def _tell_items(cls: Any) -> None:
    if "_put" in cls.__dict__:
        put, get = cls._put, cls._get

        @wraps(put)
        def told_put(self: Any, item: Any) -> None:
            tell("put", self, lambda: item)
            put(self, item)

        @wraps(get)
        def told_get(self: Any) -> Any:
            item = get(self)
            tell("get", self, lambda: item)
            return item

        cls._put, cls._get = told_put, told_get
    if "task_done" in cls.__dict__:
        task_done = cls.task_done

        @wraps(task_done)
        def told_task_done(self: Any) -> None:
            task_done(self)
            tell("done", self)

        cls.task_done = told_task_done


def _tell_cancelling(cls: Any) -> None:
    cancel = cls.cancel

    @wraps(cancel)
    def told(self: Any, *args: Any, **options: Any) -> Any:
        done = cancel(self, *args, **options)
        tasks = getattr(self._loop, "_treadle_tasks", None)
        if done and isinstance(tasks, Tasks):
            tasks.cancelled(self)
        return done

    cls.cancel = told
