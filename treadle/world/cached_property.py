"""`functools.cached_property` of a program: where it keeps the value, others look as well.

Python's own class stores into the object behind the back of the instrumentation, for it is not the
program's code. Here it reads and writes as the program's own line would. Up to Python 3.11 all
objects of a class share one lock; it is the world's, so that who waits for it is seen to wait.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from treadle.state import state
from treadle.world.locks import RLock

_HAS_LOCK = sys.version_info < (3, 12)


class cached_property(functools.cached_property):  # type: ignore[type-arg]  # noqa: N801
    """Computed once for each object, and kept in it."""

    def __init__(self, func: Callable[[Any], Any]) -> None:
        super().__init__(func)
        self.lock: AbstractContextManager[Any] = RLock() if _HAS_LOCK else nullcontext()

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        hooks = getattr(self.func, "__builtins__", {})
        values = getattr(instance, "__dict__", None)
        name = self.attrname
        seen = state.active and "__treadle_vars__" in hooks
        if not seen or name is None or type(values) is not dict:
            return super().__get__(instance, owner)
        hooks["__treadle_vars__"](instance)
        hooks["__treadle_key__"](values, name)
        if name not in values:
            with self.lock:
                if _HAS_LOCK:
                    hooks["__treadle_key__"](values, name)
                if not _HAS_LOCK or name not in values:
                    value = self.func(instance)
                    hooks["__treadle_setkey__"](values, name)
                    values[name] = value
                    return value
        return values[name]


cached_property.__doc__ = functools.cached_property.__doc__
cached_property.__module__, cached_property.__qualname__ = "functools", "cached_property"
