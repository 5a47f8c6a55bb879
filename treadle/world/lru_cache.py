"""`functools.lru_cache` of a program: what it keeps is shared by all who call the function.

Python's own is written in C, where no hook sees what it finds and what it stores. This one does the
same and announces it: a look at the cache and a store are a step each, and between them, while the
function computes, others may come. A call that finds a value changes the counts, and in a cache of
limited size the order in which values are dropped; but few programs look at the counts or fill the
cache. So such a call is announced as one that only reads, and a program that looks or fills is not
called proved.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable
from types import MethodType
from typing import Any

from treadle.hooks.access import announce
from treadle.hooks.memory import KEYED
from treadle.operation import READ, WRITE, Kind
from treadle.state import state

_MISSING = object()
_NO_KEY = {type(None)}


class CachedFunction:
    """A function with a cache before it."""

    def __init__(self, function: Callable[..., Any], maxsize: int | None, typed: bool) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._hits = self._misses = 0
        self.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Look the value up, or compute it and keep it."""
        if self._maxsize == 0:
            self._misses += 1
            return self._function(*args, **kwargs)
        key: Hashable = functools._make_key(args, kwargs, self._typed)
        hash(key)  # by the program's own code, perhaps, which is not to be run in the midst
        values = self._values
        self._step(READ, key)
        value = values.get(key, _MISSING)
        if value is not _MISSING:
            self._hits += 1
            if self._maxsize is not None:
                values.move_to_end(key)
            return value
        self._misses += 1
        value = self._function(*args, **kwargs)
        self._step(WRITE, key)
        if self._maxsize is None:
            values[key] = value
        elif key not in values:  # what another has stored meanwhile stays
            values[key] = value
            if len(values) > self._maxsize:
                values.popitem(last=False)
                self._order_matters()
        return value

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        """The method, if it is one."""
        return self if instance is None else MethodType(self, instance)

    def cache_info(self) -> Any:
        """How often a value was found and not, and how many there are."""
        self._order_matters()
        self._step(READ)
        size = len(self._values)
        return functools._CacheInfo(self._hits, self._misses, self._maxsize, size)

    def cache_clear(self) -> None:
        """Forget all."""
        self._step(WRITE)
        self._values.clear()
        self._hits = self._misses = 0

    def __copy__(self) -> CachedFunction:
        """Itself, as for any function."""
        return self

    def __deepcopy__(self, memo: Any) -> CachedFunction:
        """Itself, as for any function."""
        return self

    def __reduce__(self) -> str:
        """By its name, as any function."""
        return str(self.__qualname__)  # type: ignore[attr-defined]

    def _step(self, kind: Kind, key: Any = None) -> None:
        if state.active:
            several = isinstance(key, list) and all(type(k) in KEYED for k in key)
            part = (tuple(key),) if several else (key,) if type(key) in KEYED - _NO_KEY else None
            announce(kind, self, part, self._values.get, key)

    def _order_matters(self) -> None:
        execution = state.execution
        if state.active and execution is not None:
            execution.leave_out("a full lru_cache drops what was looked for longest ago")


CachedFunction.__module__, CachedFunction.__qualname__ = "functools", "_lru_cache_wrapper"


def lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    """As Python's own."""
    if callable(maxsize) and isinstance(typed, bool):
        return lru_cache()(maxsize)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function: Callable[..., Any]) -> CachedFunction:
        return CachedFunction(function, maxsize, typed)

    return decorate


def cache(user_function: Callable[..., Any], /) -> Any:
    """As Python's own."""
    return lru_cache(maxsize=None)(user_function)


for _ours in (lru_cache, cache):
    _ours.__module__ = "functools"
    _ours.__doc__ = getattr(functools, _ours.__name__).__doc__
