"""The tripwire: whether anything that decides about a check was exchanged while it ran.

Before a student's code is there, it is noted which functions and classes the harness, pytest and
the worker consist of, and which code the functions have. What differs afterwards was changed by the
student's code: nobody else was there. It is evidence, with a name to look at, and it is looked at
also before the check is decided on, since a function that was exchanged may put itself back.

`Heard` hears of code that is made of a text: nothing that it does is announced to the scheduler,
so a check that passes with it says little. It also hears when a function may have been given other
code: only then all of them have to be looked at again.
"""

from __future__ import annotations

import collections
import dataclasses
import importlib._bootstrap
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import compress
from operator import attrgetter, is_not
from types import CodeType, FrameType, FunctionType, ModuleType
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

COMPARISONS = "grader.sandbox.comparisons"
"""What loads the checks; pytest has to be the first to import it, as it is a plugin."""

METHODS = (FunctionType, classmethod, staticmethod, property)

CODE = attrgetter("__code__")

Part = tuple[Mapping[str, Any], str, object, CodeType | None, str]
"""Where it is, its name there, what it is, its code, and whose it is."""


class Tripwire:
    """Knows what the watched modules, as far as they are loaded, consist of now."""

    def __init__(self) -> None:
        modules = [m for n, m in sorted(sys.modules.items()) if n.partition(".")[0] in WATCHED]
        parts = [part for module in modules for part in _parts(vars(module))]
        for module in checks():
            variables = vars(module)
            parts += [(variables, n, v, _code(v), module.__name__) for n, v in variables.items()]
        self._known = tuple(parts)
        with_code = [part for part in self._known if part[3] is not None]
        self._functions = [_function(part[2]) for part in with_code]
        self._codes = [part[3] for part in with_code]
        # The same once more, in a form that is compared without a step of Python for each, and in
        # their order: to look them up would cost twice as much.
        by_holder: dict[int, list[Part]] = {}
        for part in self._known:
            by_holder.setdefault(id(part[0]), []).append(part)
        self._holders = []
        for parts in by_holder.values():
            holder, values = parts[0][0], {part[1]: part[2] for part in parts}
            is_watched = [name in values for name in holder]
            names = tuple(compress(holder, is_watched))
            was = tuple(values[name] for name in names)
            self._holders.append((holder, is_watched, names, was))

    def changed(self, heard: Heard) -> str:
        """The name of something that is not what it was, such as "treadle.check.run"; or "".

        Args:
            heard: what was heard in this process, from before any code of a student's was there.

        """
        for holder, is_watched, names, was in self._holders:
            if (
                len(holder) < len(is_watched)
                or any(map(is_not, compress(holder, is_watched), names))
                or any(map(is_not, compress(holder.values(), is_watched), was))
            ):
                return self._named() or heard.exchanged  # it may be only their order
        # Where nobody has assigned anything, no function has other code.
        return heard.exchanged or (self.exchanged() if heard.assigned else "")

    def exchanged(self) -> str:
        """The name of a function that has other code; or ""."""
        if any(map(is_not, map(CODE, self._functions), self._codes)):
            return next(_name(part) for part in self._known if _code(part[2]) is not part[3])
        return ""

    def _named(self) -> str:
        """The name of the first part that is not what it was; or ""."""
        for part in self._known:
            holder, name, value, code, _ = part
            if holder.get(name) is not value or (code is not None and _code(value) is not code):
                return _name(part)
        return ""


def checks() -> Iterator[ModuleType]:
    """The modules of the checks: all that they have decides, whatever it is."""
    for _, module in sorted(sys.modules.items()):
        loader = type(getattr(module, "__loader__", None))
        if loader.__module__ == COMPARISONS:
            yield module


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


def _name(part: Part) -> str:
    _, name, _, _, owner = part
    return f"{owner}.{name}".removeprefix("__main__.").removeprefix(WORKER)


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

NAMED_TUPLE = collections.namedtuple.__code__
ASSIGNERS = frozenset({NAMED_TUPLE, *_functions(vars(dataclasses), "_process_class")})
"""The functions of the standard library that say something about a class that they make.

No function gets other code by that: they assign the text of `__doc__`, or the name of a module.
"""

MAKERS = frozenset(
    {
        *_functions(vars(World), "_load"),
        *_functions(vars(Library), "_from_source"),
        *_functions(vars(treadle.world.modules), "make_weakref"),
        *_functions(vars(treadle.trials), "plain_module"),
        NAMED_TUPLE,
        *_functions(vars(dataclasses), "_create_fn"),  # until Python 3.12
        *_functions(vars(_BUILDER), "add_fns_to_class"),
        *_functions(_LIBRARY, "_call_with_frames_removed"),  # an import
    }
)
"""The functions of ours and of the standard library that run code which is no program's."""


class Heard:
    """Hears in this process, from now on, of what is seen too late or not at all afterwards.

    Attributes:
        made: whether a program has run code that it has made.
        assigned: whether anything of an object that is not an ordinary attribute was assigned, such
            as the code of a function.
        exchanged: the name of a function that had other code when that was heard; or "". Whoever
            puts the code back is heard while the other is still there.

    """

    def __init__(self, tripwire: Tripwire) -> None:
        self.made = self.assigned = False
        self.exchanged = ""
        self._tripwire = tripwire
        # Nobody can take it away. Each `id()` is an event, too, and a dict with few keys asks about
        # next to no other.
        events = (
            _Event("exec", self._exec),
            _Event("function.__new__", self._function),
            _Event("object.__setattr__", self._assign),
        )
        sys.addaudithook(dict.fromkeys(events).get)  # type: ignore[arg-type]

    def _exec(self) -> None:
        frame = sys._getframe(2)
        if frame.f_code not in MAKERS or _is_of_odd_fields(frame):
            self.made = True

    def _function(self) -> None:
        self.made = True  # of code that need not be any program's

    def _assign(self) -> None:
        if sys._getframe(2).f_code not in ASSIGNERS:
            self.assigned = True
            self.exchanged = self.exchanged or self._tripwire.exchanged()


def _is_of_odd_fields(frame: FrameType | None) -> bool:
    """Whether a dataclass is made whose fields have no names, but code in their place."""
    while frame is not None and frame.f_globals is vars(dataclasses):
        fields = frame.f_locals.get("fields")
        if frame.f_code.co_name == "_process_class" and isinstance(fields, dict):
            return not all(map(str.isidentifier, fields))
        frame = frame.f_back
    return False


class _Event:
    """Is asked whether it is an event that comes, as a key of a dict, and *hears* of it then."""

    def __init__(self, name: str, hears: Callable[[], None]) -> None:
        self._name = name
        self._hears = hears

    def __hash__(self) -> int:
        return hash(self._name)

    def __eq__(self, event: object) -> bool:
        """Hear of the event *event*, which has the same hash."""
        if event == self._name:
            self._hears()
        return False
