"""What instrumented code calls: the hooks that announce accesses to shared memory.

A hook announces the access and returns its argument; the access itself then happens natively, in
the program's own code. While only one thread can be at work nothing is announced.

The place that is read or written is named by an object and a part of it: an attribute name, a key
(in a tuple of its own, so that it is never mistaken for an attribute), or None for the whole.
"""

from __future__ import annotations

import builtins
import inspect
import operator
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import StringIO
from types import (
    BuiltinFunctionType,
    FunctionType,
    GeneratorType,
    MappingProxyType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

from treadle.kernel import state
from treadle.operation import NOTHING, PRINT, READ, WRITE, Kind, Operation
from treadle.world.spinning import next_round

CONTAINERS = (list, dict, set, deque, bytearray)
"""Built-in types whose contents threads share."""

_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))

_IMMUTABLE: frozenset[type] = frozenset(
    {
        int, float, complex, bool, str, bytes, tuple, frozenset, range, slice, type(None), type,
        type(...), type(NotImplemented), ModuleType, FunctionType, MethodType,
        BuiltinFunctionType, MappingProxyType, GeneratorType, property, object,
    }
)  # fmt: skip
"""Types of C that cannot be changed in place, or whose changes are not shared memory."""

_READING = frozenset(
    {
        "copy", "count", "index", "get", "keys", "values", "items", "union", "intersection",
        "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint", "decode",
        "find", "hex", "startswith", "endswith", "split", "join", "getvalue", "tolist", "tobytes",
        "__len__", "__contains__", "__iter__", "__getitem__", "__repr__", "__eq__", "__reversed__",
    }
)  # fmt: skip
"""Methods of built-in containers that only read."""

_KEYED = frozenset({int, str, bool, bytes, float, type(None)})
"""Types of keys that can be compared without running any code of the program."""


_SUSPENDS = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
"""In the flags of code that others may run in the midst of."""


class Scope:
    """Stands for one call of a function whose variables inner functions share."""

    __slots__ = ()


def announce(kind: Kind, obj: object, part: Any, peek: Callable[[], Any] | None = None) -> None:
    """Announce a read or write of *part* of *obj*; *peek* shows its value to the recorder."""
    execution = state.execution
    assert execution is not None
    if execution.recorder is not None:
        execution.running.peek = peek
    number = execution.objects.get(id(obj)) or execution.number(obj)
    execution.step(_new(Operation, (kind, number, part, None)))


_new = tuple.__new__  # twice as fast as the constructor of a NamedTuple


def _attribute_owner(obj: Any, name: str, kind: Kind) -> Any:
    """The object in which the attribute *name* of *obj* lives; None if it is not memory."""
    cls = type(obj)
    if isinstance(obj, type):
        if kind is WRITE:
            return obj
        for base in obj.__mro__:
            if name in base.__dict__:
                return _plain(base, base.__dict__[name])
        return None
    try:
        own = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        own = ()
    for base in cls.__mro__:
        if name in base.__dict__:
            found = base.__dict__[name]
            break
    else:
        # Not there (yet), or in the instance: either way the instance is what is looked at.
        return None if cls in _IMMUTABLE and not isinstance(obj, ModuleType) else obj
    kind_of_found = type(found)
    if kind_of_found.__name__ in ("member_descriptor", "getset_descriptor"):
        return obj
    if hasattr(kind_of_found, "__set__"):
        return None  # a property: its own code announces what it does
    if kind is WRITE or name in own:
        return obj
    return _plain(base, found)


def _plain(owner: type, value: Any) -> Any:
    """*owner*, unless *value* is a method or another descriptor."""
    return None if hasattr(type(value), "__get__") else owner


def _container_method(cls: type, name: str) -> Kind | None:
    """What calling the method *name* does to an object of *cls*: READ, WRITE, or None."""
    if cls in _IMMUTABLE:
        return None
    method = None
    for base in cls.__mro__:
        if name in base.__dict__:
            method = base.__dict__[name]
            break
    native = isinstance(method, MethodDescriptorType | WrapperDescriptorType)
    if not native or base in _IMMUTABLE:
        return None
    if getattr(cls, "_treadle_virtual", False):
        return None
    return READ if name in _READING else WRITE


def _shared(obj: Any) -> Any:
    """The container behind *obj* that other threads may change, or None."""
    if isinstance(obj, CONTAINERS):
        return obj
    if isinstance(obj, _VIEWS):
        # The mapping of a view is a proxy of the dict; the view is as good a name only for
        # itself, so the dict must be found: it is the one thing the proxy equals by identity.
        return _behind(obj.mapping)  # type: ignore[attr-defined]
    return None


def _behind(proxy: Any) -> Any:
    """The dict behind a mapping proxy."""
    return proxy | _Self()


class _Self:
    """Gives back the dict that a mapping proxy hands to the other side of `|`."""

    def __ror__(self, other: Any) -> Any:
        return other


def make(stored: set[str]) -> dict[str, Any]:
    """The hooks of one world, by the names that instrumented code calls them by.

    Args:
        stored: the attributes that the program ever stores to after an object is made; others
            never change, so nobody needs to announce that they read them.

    """
    methods: dict[tuple[type, str], Kind | None] = {}

    def attr(obj: Any, name: str) -> Any:
        if state.active and name in stored:
            owner = _attribute_owner(obj, name, READ)
            if owner is not None:
                announce(READ, owner, name, lambda: getattr(obj, name))
                while owner is not obj:
                    # It is found in the class only because the instance does not have it: two
                    # steps, of which the first must still hold at the second.
                    seen = vars(owner).get(name)
                    announce(READ, obj, name, lambda: getattr(obj, name))
                    if vars(owner).get(name) is seen:
                        break
                    announce(READ, owner, name, lambda: getattr(obj, name))
        return obj

    def setattr_(obj: Any, name: str) -> Any:
        if state.active and name in stored:
            owner = _attribute_owner(obj, name, WRITE)
            if owner is not None:
                announce(WRITE, owner, name, lambda: getattr(obj, name))
        return obj

    def augattr(value: Any, obj: Any, name: str) -> Any:
        setattr_(obj, name)
        return value

    def item(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key)
        return obj

    def key_(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key)
        return key

    def setitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key)
        return obj

    def setkey(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key)
        return key

    def augitem(value: Any, obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key)
        return value

    def at_key(kind: Kind, obj: Any, key: Any) -> None:
        cls = type(obj)
        if cls in _IMMUTABLE:
            return
        if isinstance(obj, CONTAINERS):
            if cls is not dict and cls is not list and not _native_item(cls, kind):
                return
            part = (key,) if type(key) in _KEYED and not (type(key) is int and key < 0) else None
            if isinstance(obj, defaultdict) and key not in obj:
                kind, part = WRITE, None
            announce(kind, obj, part, lambda: obj[key])  # type: ignore[index]
        elif _native_item(cls, kind):
            announce(kind, obj, None)

    def _native_item(cls: type, kind: Kind) -> bool:
        name = "__getitem__" if kind is READ else "__setitem__"
        return _is_native(cls, name)

    def _is_native(cls: type, name: str) -> bool:
        for base in cls.__mro__:
            if name in base.__dict__:
                return not isinstance(base.__dict__[name], FunctionType)
        return False

    def method(obj: Any, name: str) -> Any:
        if state.active:
            announce_call(obj, name)
        return obj

    def arg(value: Any, obj: Any, name: str) -> Any:
        if state.active:
            announce_call(obj, name)
        return value

    def announce_call(obj: Any, name: str) -> None:
        cls = type(obj)
        try:
            kind = methods[cls, name]
        except KeyError:
            kind = methods[cls, name] = _container_method(cls, name)
        if kind is not None:
            announce(kind, obj, None, lambda: obj)
        elif name in stored:
            attr(obj, name)

    def whole(obj: Any) -> Any:
        if state.active:
            shared = _shared(obj)
            if shared is not None:
                announce(READ, shared, None, lambda: shared)
        return obj

    def iter_(obj: Any) -> Any:
        if not state.active:
            return obj
        shared = _shared(obj)
        if shared is None or _overridden(obj):
            return obj
        return _walk(obj, shared)

    def _overridden(obj: Any) -> bool:
        return not _is_native(type(obj), "__iter__")

    def global_(module: str, name: str) -> bool:
        if state.active:
            variables = sys._getframe(1).f_globals
            announce(READ, variable_home(module), name, lambda: variables.get(name))
        return True

    def setglobal(value: Any, module: str, name: str) -> Any:
        if state.active:
            announce(WRITE, variable_home(module), name, lambda: value)
        return value

    def variable_home(module: str) -> Any:
        execution = state.execution
        assert execution is not None
        return execution.memory.setdefault(("globals", module), Scope())

    def cell(scope: Scope, name: str) -> bool:
        if state.active:
            frame = sys._getframe(1)
            announce(READ, scope, name, lambda: frame.f_locals.get(name))
        return True

    def setcell(value: Any, scope: Scope, name: str) -> Any:
        if state.active:
            announce(WRITE, scope, name, lambda: value)
        return value

    def loop(number: int) -> None:
        execution = state.execution
        if execution is not None:
            frame = sys._getframe(1)
            execution.round(frame)
            if state.active and not frame.f_code.co_flags & _SUSPENDS:
                next_round(execution, number, frame)

    def tick() -> None:
        execution = state.execution
        if execution is not None:
            execution.round(sys._getframe(1))

    def print_(*values: Any, **options: Any) -> None:
        execution = state.execution
        file = options.get("file") or sys.stdout
        if execution is None or file is not execution.console:
            if state.active:
                announce_call(file, "write")
            builtins.print(*values, **options)
            return
        printed = StringIO()
        builtins.print(*values, **{**options, "file": printed})
        if state.active:
            if execution.recorder is not None:
                execution.running.peek = lambda: printed.getvalue().rstrip("\n")
            execution.step(Operation(PRINT, NOTHING))

    def setattr_builtin(obj: Any, name: str, value: Any) -> None:
        if name not in stored:
            stored.add(name)
        setattr_(obj, name)
        setattr(obj, name, value)

    def getattr_builtin(obj: Any, name: str, *default: Any) -> Any:
        attr(obj, name)
        return getattr(obj, name, *default)

    def hasattr_builtin(obj: Any, name: str) -> bool:
        attr(obj, name)
        return hasattr(obj, name)

    def explain(source: str, *values: Any) -> str:
        if not values:
            return f"assert {source}"
        shown = ", ".join(_short(v) for v in values)
        return f"assert {source} (with {shown})"

    def call(function: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
        if state.active and getattr(function, "__self__", None) is not None:
            announce_call(function.__self__, name)
        return partial(function, *args, **kwargs)

    def getitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key)
        return partial(operator.getitem, obj, key)

    hooks = {
        "attr": attr,
        "call": call,
        "getitem": getitem,
        "setattr": setattr_,
        "augattr": augattr,
        "item": item,
        "key": key_,
        "setitem": setitem,
        "setkey": setkey,
        "augitem": augitem,
        "slice": slice,
        "method": method,
        "arg": arg,
        "whole": whole,
        "iter": iter_,
        "global": global_,
        "setglobal": setglobal,
        "cell": cell,
        "setcell": setcell,
        "scope": Scope,
        "loop": loop,
        "tick": tick,
        "explain": explain,
    }
    result: dict[str, Any] = {f"__treadle_{name}__": hook for name, hook in hooks.items()}
    result["print"] = print_
    result["setattr"] = setattr_builtin
    result["getattr"] = getattr_builtin
    result["hasattr"] = hasattr_builtin
    return result


def _short(value: Any) -> str:
    try:
        text = repr(value)
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= 60 else text[:57] + "..."


def _walk(obj: Iterable[Any], shared: Any) -> Iterator[Any]:
    """Iterate over *obj*, announcing a read of *shared* before each step."""
    iterator = iter(obj)
    while True:
        if state.active:
            announce(READ, shared, None, lambda: shared)
        try:
            value = next(iterator)
        except StopIteration:
            return
        yield value


__all__ = ["CONTAINERS", "Scope", "announce", "make"]
