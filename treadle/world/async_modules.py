"""`asyncio` in the world: the real source of this Python version, on a loop of ours.

It is loaded once for all executions of a program, because it is large and keeps little; `refresh`
puts back what it does keep. What is written in C is left out: then asyncio falls back on
Python, which the world can see through.
"""

from __future__ import annotations

import concurrent.futures
import inspect
import itertools
import logging
import os
import sys
import weakref
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import wraps
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from treadle.state import running_execution
from treadle.world.adjustments import stable_id
from treadle.world.async_primitives import extend
from treadle.world.event_loop import EventLoop

if TYPE_CHECKING:
    from treadle.world import World

PLATFORM = "asyncio.windows_events" if sys.platform == "win32" else "asyncio.unix_events"
"""The module that has the loop of this platform, and in whose place ours is put."""

REAL = frozenset(
    f"asyncio.{name}"
    for name in ("constants", "exceptions", "format_helpers", "protocols", "sslproto", "transports")
)
"""Parts that know neither threads nor loops: Python's own, so that their exceptions are too."""


def is_part(name: str) -> bool:
    """Whether the module *name* is `asyncio` or a part of it."""
    return name == "asyncio" or name.startswith("asyncio.")


def is_renewed(name: str) -> bool:
    """Whether *name*, imported from a part of `asyncio`, may be one of those that `refresh` makes.

    These are all private.
    """
    return is_part(name) and "._" in name


def stand_in(world: World, name: str) -> Any:
    """What a part of `asyncio` gets in place of the module *name*; None for the module itself."""
    if name == "_asyncio":
        raise ImportError("no module named '_asyncio' in the world")
    if name == "concurrent.futures":
        return _Later(world)
    if name == "logging":
        return logging
    if name == "os":
        return SimpleNamespace(**{n: v for n, v in os.__dict__.items() if n != "fork"})
    if name == "threading":
        # The locks of asyncio's own guard what is made once per process; here nobody competes for
        # it, and a lock that outlives an execution would have another number in each.
        contents = {**world.module("threading").__dict__, "Lock": nullcontext}
        return SimpleNamespace(**contents)
    if name == "signal":
        return SimpleNamespace(SIGINT=2, default_int_handler=None, getsignal=lambda number: 0)
    return None


class _Later:
    """`concurrent`, looked up only when it is used: it is loaded afresh for every execution.

    Before the program has loaded it, there can be no object of it, and Python's own will do.
    """

    __slots__ = ("_treadle_world",)

    def __init__(self, world: World) -> None:
        self._treadle_world = world

    @property
    def futures(self) -> ModuleType:
        return self._treadle_world.modules.get("concurrent.futures") or concurrent.futures


def platform_events(world: World) -> ModuleType:
    """The module with the loop of this platform, which is ours."""
    base = world.module("asyncio.base_events").BaseEventLoop
    events = world.module("asyncio.events")
    loop = type("EventLoop", (EventLoop, base), {"__module__": "asyncio"})
    # Its name has lost, and will lose, underscores: the default policy of this Python.
    name = next(n for n in _POLICIES if hasattr(events, f"Base{n}") or hasattr(events, f"_Base{n}"))
    policy_base = getattr(events, f"Base{name}", None) or getattr(events, f"_Base{name}")
    policy = type(name, (policy_base,), {"_loop_factory": loop})
    module = ModuleType(PLATFORM)
    contents: dict[str, Any] = {
        "SelectorEventLoop": loop,
        "EventLoop": loop,
        "DefaultEventLoopPolicy": policy,
        "_DefaultEventLoopPolicy": policy,
    }
    if sys.platform == "win32":
        contents |= {
            "ProactorEventLoop": loop,
            "WindowsSelectorEventLoopPolicy": policy,
            "WindowsProactorEventLoopPolicy": policy,
        }
    module.__dict__.update(contents, __all__=tuple(contents))
    return module


_POLICIES = ("DefaultEventLoopPolicy",)


def loaded(module: ModuleType) -> None:
    """Finish the part *module*, whose source has just been executed."""
    extend(module)
    if module.__name__ == "asyncio.futures":
        # The order of a set of futures, or of tasks, is otherwise chance.
        module.Future.__hash__ = stable_id
    elif module.__name__ == "asyncio.tasks":
        module.__dict__["set"] = _in_order
        module.__dict__["run_coroutine_threadsafe"] = _with_futures(
            module.__dict__["run_coroutine_threadsafe"]
        )
    elif module.__name__ == "asyncio.runners":
        module.__dict__["_cancel_all_tasks"] = _after_a_look(module.__dict__["_cancel_all_tasks"])
    elif module.__name__ == "asyncio.events":
        module.__dict__.update(
            _running_loop=None,
            _get_running_loop=_running_loop,
            _set_running_loop=_set_running_loop,
        )


def _in_order(items: Iterable[Any] = ()) -> Any:
    """In place of `set`: the order of a set of coroutines, as `as_completed` has one, is chance."""
    found = dict.fromkeys(items)
    return found if any(map(inspect.iscoroutine, found)) else set(found)


def _with_futures(submit: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(submit)
    def submit_in_the_world(coro: Any, loop: Any) -> Any:
        running_execution().memory["world"].module("concurrent.futures")
        return submit(coro, loop)

    return submit_in_the_world


def _after_a_look(cancel_all_tasks: Callable[[Any], None]) -> Callable[[Any], None]:
    def look_and_cancel(loop: Any) -> None:
        if isinstance(loop, EventLoop):
            loop.leaving()
        cancel_all_tasks(loop)

    return look_and_cancel


def _running_loop() -> Any:
    """The loop that runs in the thread that asks, or None."""
    return running_execution().running.loop


def _set_running_loop(loop: Any) -> None:
    running_execution().running.loop = loop


def refresh(modules: dict[str, ModuleType]) -> bool:
    """Forget what `asyncio` knows of an execution that is over; whether it is among *modules*."""
    events, tasks = modules.get("asyncio.events"), modules.get("asyncio.tasks")
    if events is None or tasks is None:
        return False
    contents: dict[str, Any] = events.__dict__
    contents["_event_loop_policy"] = None
    contents = tasks.__dict__
    for name in ("_all_tasks", "_scheduled_tasks"):
        if name in contents:
            contents[name] = weakref.WeakSet()
    contents["_current_tasks"].clear()
    if "_eager_tasks" in contents:
        contents["_eager_tasks"].clear()
    contents["_task_name_counter"] = itertools.count(1).__next__
    return True
