"""The tripwire: whether anything that decides about a check was exchanged while it ran.

Before a student's code is there, it is noted which functions and classes the harness, pytest and
the worker consist of, and which code the functions have. What differs afterwards was changed by the
student's code: nobody else was there. It is evidence, with a name to look at, and it is looked at
also before the check is decided on, since a function that was exchanged may put itself back.

`MadeCode` hears of code that is made of a text: nothing that it does is announced to the scheduler,
so a check that passes with it says little.
"""

from __future__ import annotations

import collections
import dataclasses
import importlib._bootstrap
import sys
from collections.abc import Iterator, Mapping
from operator import attrgetter, is_not, itemgetter
from types import CodeType, FunctionType
from typing import Any

import treadle.trials
import treadle.world.modules
from treadle.world import World
from treadle.world.library import Library

WATCHED = frozenset(
    {"__main__", "_pytest", "builtins", "grader", "json", "pluggy", "pytest", "sys", "treadle"}
)
"""Top-level modules and packages that have a say in how a check ends."""

HOOKS = "hook"
"""The names of what pytest and the harness exchange themselves, in `sys`, end so."""

WORKER = "grader.sandbox.worker."
"""Where the worker is when it is not `__main__`; what is told does not depend on that."""

METHODS = (FunctionType, classmethod, staticmethod, property)

CODE = attrgetter("__code__")

Part = tuple[Mapping[str, Any], str, object, CodeType | None, str]
"""Where it is, its name there, what it is, its code, and whose it is."""


class Tripwire:
    """Knows what the watched modules, as far as they are loaded, consist of now."""

    def __init__(self) -> None:
        modules = [m for n, m in sorted(sys.modules.items()) if n.partition(".")[0] in WATCHED]
        self._known = tuple(part for module in modules for part in _parts(vars(module)))
        # The same once more, in a form that is compared without a step of Python for each.
        by_holder: dict[int, list[Part]] = {}
        for part in self._known:
            by_holder.setdefault(id(part[0]), []).append(part)
        self._holders = [
            (
                parts[0][0],
                itemgetter(*(p[1] for p in parts), parts[0][1]),
                tuple(p[2] for p in parts),
            )
            for parts in by_holder.values()
        ]
        with_code = [part for part in self._known if part[3] is not None]
        self._functions = [_function(part[2]) for part in with_code]
        self._codes = [part[3] for part in with_code]

    def changed(self) -> str:
        """The name of something that is not what it was, such as "treadle.check.run"; or ""."""
        try:
            if not (
                any(any(map(is_not, get(holder), was)) for holder, get, was in self._holders)
                or any(map(is_not, map(CODE, self._functions), self._codes))
            ):
                return ""
        except KeyError:  # something is missing
            pass
        for holder, name, value, code, owner in self._known:
            if holder.get(name) is not value or (code is not None and _code(value) is not code):
                return f"{owner}.{name}".removeprefix("__main__.").removeprefix(WORKER)
        return ""


def _parts(variables: Mapping[str, Any]) -> Iterator[Part]:
    """The functions and classes among the *variables* of a module, and these classes' methods."""
    module = variables["__name__"]
    for name, value in list(variables.items()):
        if str(getattr(value, "__module__", "")).partition(".")[0] not in WATCHED:
            continue
        if module == "sys" and name.endswith(HOOKS):
            continue
        if isinstance(value, type):
            yield variables, name, value, None, module
            if value.__module__ == module != "builtins":
                owner, inside = f"{module}.{value.__qualname__}", vars(value)
                for method, function in list(inside.items()):
                    if isinstance(function, METHODS):
                        yield inside, method, function, _code(function), owner
        elif callable(value):
            yield variables, name, value, _code(value), module


def _code(value: object) -> CodeType | None:
    function = _function(value)
    return function.__code__ if isinstance(function, FunctionType) else None


def _function(value: object) -> object:
    return getattr(value, "__func__", value)


def _functions(variables: Mapping[str, Any], *names: str) -> Iterator[CodeType]:
    for name in names:
        if isinstance(function := variables.get(name), FunctionType):
            yield function.__code__


_LIBRARY = vars(importlib._bootstrap)
_BUILDER = vars(dataclasses).get("_FuncBuilder", object)

MAKERS = frozenset(
    {
        *_functions(vars(World), "_load"),
        *_functions(vars(Library), "_from_source"),
        *_functions(vars(treadle.world.modules), "make_weakref"),
        *_functions(vars(treadle.trials), "plain_module"),
        *_functions(vars(collections), "namedtuple"),
        *_functions(vars(dataclasses), "_create_fn"),  # until Python 3.12
        *_functions(vars(_BUILDER), "add_fns_to_class"),
        *_functions(_LIBRARY, "_call_with_frames_removed"),  # an import
    }
)
"""The functions of ours and of the standard library that run code which is no program's."""


class MadeCode:
    """Hears in this process, from now on, whether a program runs code that it has made.

    Attributes:
        heard: whether one has.

    """

    def __init__(self) -> None:
        self.heard = False
        # Nobody can take it away. Each `id()` is an event, too, and a dict with one key asks about
        # no other.
        sys.addaudithook({self: None}.get)  # type: ignore[arg-type]

    def __hash__(self) -> int:
        return hash("exec")

    def __eq__(self, event: object) -> bool:
        """Hear of the event *event*, which has the same hash."""
        if event == "exec" and sys._getframe(1).f_code not in MAKERS:
            self.heard = True
        return False
