"""What a test of one's own is given by pytest, brought into the world.

pytest calls an explored test once, with fixtures and parameters that it made outside. Classes,
functions and modules among them are exchanged for those of the world. An object of a class that
is instrumented cannot be: its steps would not be seen, so that is refused.
"""

from __future__ import annotations

import enum
import functools
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from treadle.world import World


class NotExplorable(TypeError):
    """A test cannot be explored as it is written; the text says why, and what to do."""


def refuse(world: World, test: Callable[..., object], name: object, value: Any) -> None:
    """Raise `NotExplorable` if *value* is, or holds, an object that cannot be looked into."""
    for part in _parts(value):
        refuse(world, test, name, part)
    cls = type(value)
    if cls.__name__ == "DataObject" and cls.__module__.startswith("hypothesis."):
        raise NotExplorable(
            f"argument {name} of {test.__name__} is a data() of Hypothesis, from which every "
            "schedule would draw something else; draw what the test needs by @given"
        )
    if not isinstance(value, type | FunctionType | enum.Enum) and world.holds(cls.__module__):
        raise NotExplorable(
            f"argument {name} of {test.__name__} is a {cls.__name__} that was made outside the "
            "exploration, by a fixture or a parameter, so its steps cannot be seen; make it in the "
            "test, or take a function that makes it"
        )
    if not isinstance(value, type | FunctionType) or not world.holds(value.__module__):
        return
    what = "class" if isinstance(value, type) else "function"
    if value.__closure__ if isinstance(value, FunctionType) else not _has_name(value):
        raise NotExplorable(
            f"argument {name} of {test.__name__} is a {what} that was made inside a function, "
            f"{value.__qualname__}, so its steps cannot be seen; define it in the test, or at the "
            "top of its module"
        )


def _has_name(value: type | FunctionType) -> bool:
    """Whether *value* is found in its module by its name."""
    try:
        at(sys.modules[value.__module__], value.__qualname__)
    except (AttributeError, KeyError):
        return False
    return True


def _parts(value: Any) -> list[Any]:
    if type(value) in (list, tuple):
        return list(value)
    if type(value) is dict:
        return list(value.values())
    if type(value) is functools.partial:
        return [value.func, *value.args, *value.keywords.values()]
    if type(value) is MethodType:
        return [value.__self__]
    return []


def inside(world: World, value: Any) -> Any:
    """What stands for *value* in the world: the class of the same name, and so on."""
    within = functools.partial(inside, world)
    if type(value) in (list, tuple):
        return type(value)(map(within, value))
    if type(value) is dict:
        return {key: within(part) for key, part in value.items()}
    if type(value) is functools.partial:
        named = {key: within(part) for key, part in value.keywords.items()}
        return functools.partial(within(value.func), *map(within, value.args), **named)
    if type(value) is MethodType:
        return getattr(within(value.__self__), value.__name__)
    if isinstance(value, ModuleType):
        return world.module(value.__name__) if world.answers(value.__name__) else value
    if isinstance(value, enum.Enum):
        return within(type(value))[value.name]
    if not isinstance(value, type | FunctionType | BuiltinFunctionType):
        return value
    home = getattr(value, "__module__", None)
    if home is None or not world.answers(home):
        return value
    module = world.module(home)
    if not isinstance(value, FunctionType) or _has_name(value):
        return at(module, value.__qualname__)
    # A lambda in a list of parameters has no name to find it by; this one does what it does.
    code = world.code_of(value.__code__, home)
    twin = FunctionType(code, vars(module), value.__name__, within(value.__defaults__))
    twin.__kwdefaults__ = within(value.__kwdefaults__)
    return twin


def at(module: ModuleType, qualified: str) -> Any:
    """What *module* has by the name *qualified*, "Account.deposit" say."""
    found: Any = module
    for part in qualified.split("."):
        found = getattr(found, part)
    return found
