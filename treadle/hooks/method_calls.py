"""The hooks of calls of methods, and of methods that the program keeps to call them later.

A method of the program announces what it does itself; what is announced here is what a method of a
container or an iterator does to its object, and to the arguments that it looks into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from types import FunctionType
from typing import Any, NamedTuple

from treadle.hooks.access import MANY, Hooks, announce, itself, unseen
from treadle.hooks.attributes import Attributes
from treadle.hooks.containers import Containers
from treadle.hooks.memory import IMMUTABLE, is_foreign, runs_python
from treadle.hooks.outside import Reach, reach_of_method, reaches
from treadle.hooks.stand_ins import having, later
from treadle.instrument.methods import LOGGING, READS_ARGUMENTS, WRITES_ARGUMENTS
from treadle.kernel import state
from treadle.operation import READ, WRITE, Kind


class MethodCalls(NamedTuple):
    """The hooks of calls of methods, and what other hooks need of them.

    Attributes:
        hooks: by name.
        announce_call: announces what a method does to its object, or that it is looked up.
        announce_arguments: announces what a native method does to its arguments.

    """

    hooks: Hooks
    announce_call: Callable[[Any, str], None]
    announce_arguments: Callable[[Any, str, Iterable[Any]], None]


def make(attributes: Attributes, containers: Containers) -> MethodCalls:
    """The hooks of calls of methods."""
    attr, stored = attributes.hooks["attr"], attributes.stored
    kind_of, home = containers.kind_of, containers.home
    touch, drain = containers.touch, containers.drain
    far: dict[tuple[type, str], Reach] = {}

    def announce_call(obj: Any, name: str) -> None:
        cls = type(obj)
        if cls is super:
            obj, kind = behind_super(obj, name)
        else:
            kind = kind_of(cls, name)
        if kind is not None:
            touch(kind, home(obj) or obj)
            return
        if name in stored:
            attr(obj, name)
        if cls is FunctionType and "registry" in obj.__dict__ and is_foreign(obj):
            announce(WRITE if name == "register" else READ, obj, "registry")
            return
        key = cls, name
        if key not in far:
            if len(far) > MANY:
                far.clear()
            far[key] = reach_of_method(obj, name)
        if far[key] is not Reach.SEEN:
            reaches(far[key])
            if far[key] is not Reach.OUTSIDE:
                announce(WRITE, obj, None, itself, obj)

    def behind_super(proxy: Any, name: str) -> tuple[Any, Kind | None]:
        """The object behind `super()`, and what its method *name* does to that."""
        obj = proxy.__self__
        mro = type(obj).__mro__
        if proxy.__thisclass__ not in mro:
            return obj, None
        later = mro[mro.index(proxy.__thisclass__) + 1 :]
        base = next((base for base in later if name in base.__dict__), object)
        return obj, kind_of(base, name)

    def announce_arguments(obj: Any, name: str, values: Iterable[Any]) -> None:
        """Announce what a native method *name* of *obj* does to its arguments."""
        if name in WRITES_ARGUMENTS:
            for value in values:
                if home(value) is not None:
                    touch(WRITE, home(value))
        elif name in LOGGING:
            for value in values:
                if home(value) is not None:
                    drain(value)
                    unseen()
        elif type(obj) in IMMUTABLE or kind_of(type(obj), name) is not None:
            for value in values:
                drain(value)

    def method(obj: Any, name: str, *args: Any) -> Any:
        if state.active:
            if args:
                announce_arguments(obj, name, args)
            announce_call(obj, name)
        return obj

    def arg(value: Any, obj: Any, name: str, *_: None) -> Any:
        if state.active:
            announce_call(obj, name)
        return value

    def lastarg(value: Any, obj: Any, name: str, *args: Any) -> Any:
        if state.active:
            announce_arguments(obj, name, (*args, value))
            announce_call(obj, name)
        return value

    def inplace(value: Any, obj: Any, name: str) -> Any:
        if state.active and kind_of(type(obj), name) is not None:
            drain(value)
            touch(WRITE, home(obj) or obj)
        return value

    def call(function: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
        obj = getattr(function, "__self__", None)
        if state.active and obj is not None:
            if name in READS_ARGUMENTS:
                announce_arguments(obj, name, args)
            announce_call(obj, name)
        return later(function, *args, **kwargs)

    def sort(function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of `list.sort`: the list is empty for others until the last item has its key."""
        rows = getattr(function, "__self__", None)
        if state.active and isinstance(rows, list):
            announce_call(rows, "sort")
            if kind_of(type(rows), "sort") is not None and runs_python(key := kwargs["key"]):
                kwargs["key"] = partial(last_key, key, rows, [len(rows)])
        return later(function, *args, **kwargs)

    def last_key(key: Any, rows: list[Any], left: list[int], item: Any) -> Any:
        found = key(item)
        left[0] -= 1
        if left[0] == 0 and state.active:
            touch(WRITE, rows)
            if type(found) not in IMMUTABLE:  # to compare these takes time, too
                state.execution.cut = True  # type: ignore[union-attr]
        return found

    def bound(obj: Any, name: str) -> Any:
        """*obj*, or what gives a stand-in for its method *name*, which the program keeps."""
        if kind_of(type(obj), name) is None:
            return attr(obj, name)
        return having(name, getattr(obj, name), partial(call_later, obj, name))

    def call_later(obj: Any, name: str) -> None:
        if state.active:
            announce_call(obj, name)

    hooks: Hooks = {
        "method": method,
        "arg": arg,
        "lastarg": lastarg,
        "inplace": inplace,
        "call": call,
        "sort": sort,
        "bound": bound,
    }
    return MethodCalls(hooks, announce_call, announce_arguments)
