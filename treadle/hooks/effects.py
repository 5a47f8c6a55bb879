"""What a function that is not the program's does to the objects it is given."""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, NamedTuple

from treadle.hooks.memory import contents, defining, is_foreign

_WRITING = {
    "heapq": {"heappush", "heappop", "heapify", "heapreplace", "heappushpop"},
    "bisect": {"insort", "insort_left", "insort_right"},
    "random": {"shuffle", "Random.shuffle"},
    "struct": {"pack_into"},
    "operator": {
        *("setitem", "delitem", "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul"),
        *("imod", "imul", "ior", "ipow", "irshift", "isub", "itruediv", "ixor"),
    },
}
"""Functions that change their first argument that can be changed, by module and name."""

_LOOKING_AWAY = {
    *("abc", "asyncio", "contextlib", "contextvars", "gc", "inspect", "sys", "threading", "types"),
    *("typing", "unittest", "warnings", "weakref", "greenlet", "pytest"),
}
"""Modules whose functions keep their arguments or ask what they are, but not what is in them."""

_LOOKING_AFTER_ALL = frozenset({"getsizeof"})
"""Functions of those modules of which that is not true."""

_NOT_LOOKING = {
    "functools": {"partial", "wraps", "update_wrapper", "lru_cache", "cache", "singledispatch"},
    "builtins": {"isinstance", "issubclass", "id", "type", "callable", "super", "object"},
    "operator": {"is_", "is_not", "itemgetter", "attrgetter", "methodcaller"},
    "copy": {"Error"},
}

_COPYING = {"copy", "dataclasses", "json", "pickle", "pprint"}
"""Modules whose functions look at all attributes of an object."""


_COMPARING = {"bisect", "difflib", "heapq", "operator", "reprlib", "statistics"}
"""Modules whose functions compare or show what is in a collection."""


class Effect(NamedTuple):
    """What a call does to its arguments, besides that it reads them.

    Attributes:
        writes: whether it writes the first.
        compares: whether it compares what is in them.
        copies: whether it looks at all attributes of what is in them.

    """

    writes: bool = False
    compares: bool = False
    copies: bool = False


def effect_of(function: Any) -> Effect | None:
    """What calling *function* does to its arguments; None if it is for it to say, or nothing."""
    if isinstance(function, type):
        if _written_in_the_program(function):
            return None
    elif isinstance(function, FunctionType):
        if not is_foreign(function):
            return None
    elif not isinstance(function, BuiltinFunctionType):
        return None
    module = _module(function)
    name = function.__qualname__
    writes = name in _WRITING.get(module, ())
    looks_away = module in _LOOKING_AWAY and name not in _LOOKING_AFTER_ALL
    if not writes and (looks_away or name in _NOT_LOOKING.get(module, ())):
        return None
    return Effect(writes, module in _COMPARING or function is hash, module in _COPYING)


def effect_of_method(obj: Any, name: str) -> Effect | None:
    """What a call of the method *name* of *obj*, of the standard library, does to its arguments."""
    if isinstance(obj, ModuleType):
        return effect_of(obj.__dict__.get(name))
    base = defining(obj if isinstance(obj, type) else type(obj), name)
    found = None if base is None else contents(base)[name]
    if isinstance(found, staticmethod | classmethod):
        found = found.__func__
    return effect_of(found) if type(found) is FunctionType else None


def looks_away(cls: type) -> bool:
    """Whether the methods of *cls*, one of C, keep what they are given, or ask what it is."""
    return _module(cls) in _LOOKING_AWAY


def _module(obj: Any) -> str:
    return str(obj.__module__).removeprefix("_").partition(".")[0]


def _written_in_the_program(cls: type) -> bool:
    """Whether code that announces what it does is run when an object of *cls* is made."""
    if str(cls.__module__).startswith("treadle."):
        return True
    makers: list[Callable[..., Any]] = [cls.__init__, cls.__new__]  # type: ignore[misc]
    return any(isinstance(maker, FunctionType) and not is_foreign(maker) for maker in makers)
