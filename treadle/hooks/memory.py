"""Where a program keeps what its threads share: which object an access reads or writes, and how.

The place that is read or written is named by an object, its *home*, and a part of it: an attribute
name, a key (in a tuple of its own, so that it is never mistaken for an attribute), or None for the
whole. What has code of its own in the program has no home here: that code announces what it does.
"""

from __future__ import annotations

import datetime
import decimal
import gc
import re
import struct
from collections import ChainMap, Counter, UserDict, UserList
from collections.abc import Callable, MappingView
from functools import partial, partialmethod
from operator import attrgetter, itemgetter
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

from treadle.instrument.methods import CONTAINERS, READING
from treadle.operation import READ, WRITE, Kind

IMMUTABLE: frozenset[type] = frozenset(
    {
        int, float, complex, bool, str, bytes, tuple, frozenset, range, slice, type(None), type,
        type(...), type(NotImplemented), ModuleType, FunctionType, MethodType, CodeType,
        BuiltinFunctionType, MappingProxyType, property, object, struct.Struct, re.Pattern,
        re.Match, datetime.date, datetime.time, datetime.datetime, datetime.timedelta,
        datetime.timezone, decimal.Decimal, MethodDescriptorType, WrapperDescriptorType,
        ClassMethodDescriptorType, BaseException,
    }
)  # fmt: skip
"""Types of C that cannot be changed in place, or whose changes are not shared memory."""

KEYED = frozenset({int, str, bool, bytes, float, type(None)})
"""Types of keys that can be compared without running any code of the program."""

_NATIVE = (MethodDescriptorType, WrapperDescriptorType)
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))


_IN_C = frozenset({"Lock", "SimpleQueue", "local"})
"""Classes of the world that stand for some that are not written in Python."""

_AT_ONCE = frozenset(
    {
        *(("Counter", name) for name in ("__missing__", "__init__", "most_common", "total")),
        *(("UserDict", f"__{name}item__") for name in ("get", "set", "del")),
        *(("UserDict", name) for name in ("__len__", "__contains__", "copy")),
        *(("UserDict", name) for name in ("__or__", "__ror__", "__ior__")),
        *(("Mapping", name) for name in ("keys", "values", "items")),
    }
)
"""Methods of such collections that reach their dict in one call of C."""

OF_COLLECTIONS = ("__len__", "__iter__", "__getitem__", "__contains__")
"""What a collection has of its base in C, unless its class has written them all anew."""

_METHODS = (FunctionType, classmethod, staticmethod)
_IN_PYTHON = (FunctionType, staticmethod)
_BUILT_IN = (BuiltinFunctionType, MethodWrapperType, attrgetter, itemgetter)

_mro: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
_mapping: Callable[[Any], Any] = MappingView.__dict__["_mapping"].__get__
contents: Callable[[type], Any] = type.__dict__["__dict__"].__get__
"""What a class has of its own, whatever its metaclass says."""


def defining(cls: type, name: str) -> type | None:
    """The class that *cls* has the attribute *name* from; no code of the program is run."""
    for base in _mro(cls) or ():  # a class in the making has none
        if name in contents(base):
            return base
    return None


def derives(cls: type, *bases: type) -> bool:
    """Whether *cls* is one of *bases*, or an heir; no metaclass is asked, nor `abc`."""
    for base in _mro(cls) or ():  # noqa: SIM110 - a generator costs more than all the rest
        if base in bases:
            return True
    return False


def is_queue(cls: type) -> bool:
    """Whether *cls* is the `queue.Queue` of a world, or an heir."""
    return any(b.__module__ == "queue" and b.__name__ == "Queue" for b in _mro(cls) or ())


def is_foreign(function: FunctionType) -> bool:
    """Whether *function* announces nothing itself and is none of the world's."""
    ours = str(function.__globals__.get("__name__")).startswith("treadle.")
    return not ours and not in_the_world(function)


def in_the_world(function: Any) -> bool:
    """Whether *function*, one of Python, belongs to a module of the world."""
    return "__treadle_attr__" in function.__builtins__  # not in every typeshed: hence Any


def is_instrumented(generator: Any) -> bool:
    """Whether *generator*, which has not ended, announces itself what it does."""
    frame = generator.gi_frame
    return frame is not None and "__treadle_attr__" in frame.f_builtins


def runs_python(function: Any) -> bool:
    """Whether a call of *function* runs code of Python, in the midst of which others may run."""
    if isinstance(function, staticmethod):
        return runs_python(function.__func__)
    if isinstance(function, partial):
        return runs_python(function.func)
    if isinstance(function, type):
        if function.__module__.startswith("treadle."):
            return function.__name__ not in _IN_C
        made = [
            contents(base)[name]
            for name in ("__new__", "__init__")
            if (base := defining(function, name)) is not None
        ]
        return type(function) is not type or any(type(m) in _IN_PYTHON for m in made)
    return function is not None and not isinstance(function, _BUILT_IN)


def touched(cls: type, name: str) -> Kind | None:
    """What the method *name* does to an object of *cls* itself: READ, WRITE, or None.

    None also stands for a method that is written in the program, or that no collection has.
    """
    if cls in IMMUTABLE:
        return None
    base = defining(cls, name)
    if base is None:
        return None
    found = contents(base)[name]
    if isinstance(found, partialmethod) and isinstance(found.func, _NATIVE):
        return READ if found.func.__name__ in READING else WRITE
    if isinstance(found, _NATIVE):
        if base in IMMUTABLE and name != "with_traceback":
            return None
    elif not (isinstance(found, FunctionType) and holds_things(cls) and is_foreign(found)):
        return None
    return READ if name in READING else WRITE


def takes_steps(cls: type, name: str) -> bool:
    """Whether the method *name* of *cls*, a collection of the library, is code of Python.

    It does one thing after the other, and others may come in its midst.
    """
    if not derives(cls, Counter, UserDict):
        return False
    base = defining(cls, name)
    if base is None or (base.__name__, name) in _AT_ONCE:
        return False
    found = contents(base)[name]
    return isinstance(found, FunctionType) and is_foreign(found)


def holds_things(cls: type) -> bool:
    """Whether objects of *cls* hold others, as a collection or an iterator does."""
    names = ("__len__", "__iter__", "__next__", "__getitem__")
    return any(defining(cls, name) is not None for name in names)


def is_iterator(cls: type) -> bool:
    """Whether to take an item from an object of *cls* changes it, by code not of the program."""
    return touched(cls, "__next__") is not None


def home_of(cls: type) -> Callable[[Any], Any] | None:
    """How to find, for an object of *cls*, the object whose contents it shows; None if it is no
    collection.
    """
    if cls in (list, dict, set):
        return _itself
    if issubclass(cls, _VIEWS):
        return _behind_view
    if cls is MappingProxyType:
        return behind
    if cls is memoryview:
        return _behind_memory
    if derives(cls, MappingView):
        return behind_mapping
    if derives(cls, UserDict, UserList):
        return _data
    if derives(cls, ChainMap):
        return first_map
    if any(touched(cls, name) for name in OF_COLLECTIONS):
        return _itself
    return None


def _itself(obj: Any) -> Any:
    return obj


def _behind_view(view: Any) -> Any:
    # The mapping of a view is a proxy of the dict; the dict must be found.
    return behind(view.mapping)


def behind(proxy: Any) -> Any:
    """The dict behind a mapping proxy."""
    return proxy | _Self()


class _Self:
    """Gives back the dict that a mapping proxy hands to the other side of `|`."""

    def __ror__(self, other: Any) -> Any:
        return other


def _behind_memory(view: memoryview) -> Any:
    shown = view.obj
    if type(shown).__name__ == "_BytesIOBuffer":
        return gc.get_referents(shown)[0]
    return shown if isinstance(shown, CONTAINERS) else view


def behind_mapping(view: Any) -> Any:
    """What holds the items that *view*, of a mapping that is written in Python, shows."""
    mapping = mapping_of(view)
    if mapping is None:
        return view
    find = home_of(type(mapping))
    return mapping if find is None else find(mapping)


def mapping_of(view: MappingView) -> Any:
    """The mapping that *view* shows; None if it was never given one."""
    try:
        return _mapping(view)
    except AttributeError:
        return None


def _data(obj: Any) -> Any:
    return obj.__dict__.get("data", obj)


def first_map(obj: Any) -> Any:
    """The map of a chain of maps that takes what is written."""
    maps = obj.__dict__.get("maps")
    return maps[0] if maps else obj


def shown_by(match: re.Match[Any]) -> Any:
    """The buffer that *match* shows a part of; None if it is one in what never changes."""
    return match.string if isinstance(match.string, CONTAINERS) else None


def attribute_home(obj: Any, name: str, kind: Kind) -> Any:
    """The object in which the attribute *name* of *obj* lives; None if it is not memory."""
    cls = type(obj)
    if issubclass(cls, type):
        if kind is WRITE:
            return obj
        owner = defining(obj, name)
        return None if owner is None else _plain(owner, contents(owner)[name])
    base = defining(cls, name)
    if base is None:
        # Not there (yet), or in the instance: either way the instance is what is looked at.
        has_attributes = cls not in IMMUTABLE or issubclass(cls, ModuleType | FunctionType)
        return obj if has_attributes else None
    try:
        own = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        own = ()
    found = contents(base)[name]
    kind_of_found = type(found)
    if kind_of_found in (MemberDescriptorType, GetSetDescriptorType):
        return obj
    if hasattr(kind_of_found, "__set__"):
        # Of a descriptor that is written in the program, as of a property, the code announces what
        # it does; a field of a structure of C is part of the object.
        if isinstance(found, property) and base.__module__.startswith("treadle.world"):
            return obj  # the name of a thread, say
        in_c = type(found_in(kind_of_found, "__set__")) is WrapperDescriptorType
        field = in_c and not isinstance(found, property) and not issubclass(cls, tuple)
        return obj if field else None
    if kind is WRITE or name in own:
        return obj
    return _plain(base, found)


def found_in(cls: type, name: str) -> Any:
    """What *cls* has under *name*, as it stands there; None if it has nothing."""
    base = defining(cls, name)
    return None if base is None else contents(base)[name]


def lives_in_object(cls: type, name: str) -> bool:
    """Whether the attribute *name* of an object of *cls* can live nowhere but in that object."""
    if issubclass(cls, type) or (
        cls in IMMUTABLE and not issubclass(cls, ModuleType | FunctionType)
    ):
        return False
    base = defining(cls, name)
    return base is None or type(contents(base)[name]) in (
        MemberDescriptorType,
        GetSetDescriptorType,
    )


def _plain(owner: type, value: Any) -> Any:
    """*owner*, unless *value* is a descriptor with code of its own: a method may be replaced."""
    return None if hasattr(type(value), "__get__") and type(value) not in _METHODS else owner
