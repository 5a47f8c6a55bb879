"""What is changed in modules of the standard library whose source is executed in the world."""

from __future__ import annotations

import sys
from collections import ChainMap
from collections.abc import Callable, MutableMapping
from types import ModuleType, SimpleNamespace
from typing import Any

from treadle.state import state
from treadle.world.simple_queue import SimpleQueue


def stable_id(obj: object) -> int:
    """In place of `id`: a number that is the same in every execution, not an address.

    `concurrent.futures` sorts by it, and whoever prints it wants to see the same twice.
    """
    execution = state.execution
    return id(obj) if execution is None else execution.number(obj)


def _adjust_futures(module: Any) -> None:
    module.Future.__hash__ = stable_id  # the order of a set of futures is otherwise chance


class _Sys(ModuleType):
    """`sys`, with the modules of the world: `logging` looks there whether asyncio is in use."""

    @property
    def modules(self) -> MutableMapping[str, ModuleType]:
        execution = state.execution
        world = None if execution is None else execution.memory.get("world")
        return sys.modules if world is None else ChainMap(world.modules, sys.modules)

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def _adjust_logging(module: Any) -> None:
    module.sys = _Sys("sys")


class _Notifier(SimpleQueue):
    """In place of a pipe: what the thread that looks after a pool of threads waits for."""

    __slots__ = ()

    @property
    def _reader(self) -> _Notifier:
        return self


def _adjust_pool(module: Any) -> None:
    def wait_for_updates(
        sentinels: Any, change_notifier: _Notifier, timeout: float | None = None
    ) -> None:
        change_notifier.get(timeout=timeout)

    module.get_context = lambda: SimpleNamespace(SimpleQueue=_Notifier)
    module.Pool._wait_for_updates = staticmethod(wait_for_updates)
    warn, run = module.Pool.__del__.__defaults__

    def warn_in_time(*what: Any, **how: Any) -> None:
        """Warn that a pool was left running, but not if the execution was broken off."""
        if state.execution is not None:
            warn(*what, **how)

    module.Pool.__del__.__defaults__ = (warn_in_time, run)


ADJUST: dict[str, Callable[[ModuleType], None]] = {
    "concurrent.futures._base": _adjust_futures,
    "logging": _adjust_logging,
    "multiprocessing.pool": _adjust_pool,
}
"""By the name of the module: what is done to it after its source has been executed."""
