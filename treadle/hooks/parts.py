"""What objects hold that is read along with them when they are shown, copied, compared or stepped.

Code of the program announces what it reads itself; this is about what code of C, or of the standard
library, looks at on its way through the objects that it is given. Of what is large, a part will do.
"""

from __future__ import annotations

import decimal
import gc
import itertools
from array import array
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from functools import cmp_to_key, partial
from itertools import islice
from types import FunctionType, GeneratorType, MemberDescriptorType, SimpleNamespace
from typing import Any

from treadle.hooks.memory import (
    IMMUTABLE,
    KEYED,
    contents,
    defining,
    derives,
    home_of,
    is_iterator,
    runs_python,
)
from treadle.instrument.methods import CONTAINERS

_MOST = 20
"""How many parts are looked at, of each object and in all."""

IN_ORDER: tuple[type, ...] = (list, tuple, deque, type({}.values()), type({}.items()))
"""Collections in which something is looked for by comparing it with each item."""

_IN_ROW: tuple[type, ...] = (*IN_ORDER, set, frozenset)
_OTHERS: dict[type, Any] = {
    **{base: base.__iter__ for base in (list, tuple, deque, set, frozenset)},
    dict: dict.values,
}
"""What such a collection holds, if it is of a class of the program; none of its code is run."""
_HOLDING = tuple(_OTHERS)

_OF_TUPLES = type(iter(()))
_TEED: type = itertools._tee_dataobject  # type: ignore[attr-defined]
"""What the iterators of `itertools.tee` have in common."""
_LEAVING = (GeneratorType, tuple)
"""What has parts that are no sources of items, or announces its steps itself."""
_WALKED: tuple[Any, ...] = ([], {}, {}.keys(), {}.values(), {}.items(), deque(), OrderedDict())
_WALKING = {
    *(type(iter(walked)) for walked in (*_WALKED, set(), bytearray(), array("i"), memoryview(b""))),
    *(type(reversed(walked)) for walked in (*_WALKED, ())),
}
"""The types of the iterators that walk over a collection."""
BY_INDEX = (list, tuple, str, bytes, bytearray, array, memoryview)
"""What is walked over by an index; but backwards, from where its end was at the beginning."""
_INDEXED: tuple[Any, ...] = ([], (), "", b"", bytearray(), array("i"), range(0))
_BY_INDEX = {type(iter(indexed)) for indexed in _INDEXED}
_SHOWN = (*CONTAINERS, memoryview)
_COUNTING = (itertools.count, itertools.repeat)
_KEY: type = type(cmp_to_key(max))
_TELLING = (SimpleNamespace, BaseException, decimal.Context, _KEY, *_COUNTING)
"""What tells, when it is shown or compared, what it holds or how far it is."""
_BUFFERS = (bytearray, array, memoryview)

_LOOKING: tuple[Any, ...] = (itertools.compress, itertools.starmap)
_LOOKING_ALONE: tuple[Any, ...] = (
    *(filter, itertools.filterfalse, itertools.accumulate, itertools.groupby),
)
"""Iterators that read the items themselves: for their truth, their parts, to add or compare them.

These do so only without a function that does it in their place.
"""


def inside(obj: Any, *, copied: bool = False) -> list[Any]:
    """What can change in *obj* that showing, comparing or copying it reads too, innermost first.

    These are the built-in containers, the dataclasses and the exceptions in it, and, if it is
    *copied*, all other objects with attributes. *obj* itself is not among them.
    """
    found: list[Any] = []
    waiting = [obj]
    while waiting and len(found) < _MOST:
        one = waiting.pop()
        cls = type(one)
        if cls in _IN_ROW or issubclass(cls, _HOLDING):
            parts = _items(one)
        elif cls in _BUFFERS:
            parts = ()
            one = one if cls is not memoryview else home_of(cls)(one)  # type: ignore[misc]
        elif cls in _COUNTING:
            parts = ()
        elif cls is _KEY:
            parts = (one.obj,) if hasattr(one, "obj") else ()
        elif issubclass(cls, partial):
            parts = (one.func, *one.args, *one.keywords.values())
        elif cls is slice:
            parts = (one.start, one.stop, one.step)
        elif issubclass(cls, BaseException):
            parts = one.args
        elif has_attributes(cls) if copied else shows_attributes(cls):
            parts = _values(one)
        else:
            continue
        if one is not obj and not issubclass(cls, tuple | frozenset):
            found.append(one)
        for part in islice(parts, _MOST):
            if type(part) in KEYED or len(waiting) == _MOST:
                continue
            if all(part is not other for other in (obj, *found)):
                waiting.append(part)
    return found[::-1]


def _items(obj: Any) -> Iterable[Any]:
    """What the collection *obj* holds, of a dict the values; no code of the program is run."""
    cls = type(obj)
    if cls not in _IN_ROW:
        for base, items in _OTHERS.items():
            if issubclass(cls, base):
                return items(obj)  # type: ignore[no-any-return]
    return obj  # type: ignore[no-any-return]


def compares_items(cls: type) -> bool:
    """Whether to look for something in an object of *cls* compares it with each item, in C."""
    return cls in IN_ORDER or defining(cls, "__contains__") in IN_ORDER


def runs_for_items(obj: Any) -> bool:
    """Whether to compare or show *obj* runs code of Python for what is in it."""
    return derives(type(obj), *_IN_ROW) and any(
        type(contents(base)[name]) is FunctionType
        for item in islice(_items(obj), _MOST)
        if type(item) not in KEYED
        for name in ("__eq__", "__lt__", "__repr__")
        if (base := defining(type(item), name)) is not None
    )


def runs_from_item_to_item(obj: Any) -> bool:
    """Whether *obj* is an iterator that runs code of Python for each item that is taken of it."""
    if type(obj) is GeneratorType:
        return True
    return is_iterator(type(obj)) and (
        any(type(one) is GeneratorType for one in sources(obj))
        or bool(sources(obj, having=runs_python))
    )


def has_attributes(cls: type) -> bool:
    """Whether objects of *cls*, a class of Python, have attributes that can change."""
    return (
        cls not in IMMUTABLE
        and not issubclass(cls, type | BaseException)
        and not cls.__module__.startswith("treadle.")
        and bool(cls.__dictoffset__ or defining(cls, "__slots__"))
    )


def _values(obj: Any) -> Iterable[Any]:
    """The values of the attributes of *obj*; no code of the program is run."""
    with suppress(AttributeError):
        yield from [*object.__getattribute__(obj, "__dict__").values()]
    for base in type(obj).__mro__:
        for slot in contents(base).values() if "__slots__" in contents(base) else ():
            if type(slot) is MemberDescriptorType:
                with suppress(AttributeError):  # it has none yet
                    yield slot.__get__(obj)


def shows_attributes(cls: type) -> bool:
    """Whether objects of *cls* are shown or compared, with attributes, by code of the library."""
    return issubclass(cls, SimpleNamespace | Enum) or _parameters(cls) is not None


def shows_what_changes(cls: type) -> bool:
    """Whether to show an object of *cls*, no collection, tells of it what may change."""
    parameters = _parameters(cls)
    return issubclass(cls, _TELLING) or (parameters is not None and not parameters.frozen)


def _parameters(cls: type) -> Any:
    """What `dataclass` was told of *cls*; None if that is none."""
    base = defining(cls, "__dataclass_params__")
    return None if base is None else contents(base)["__dataclass_params__"]


def sources(iterator: Any, having: Callable[[Any], bool] | None = None) -> list[Any]:
    """The collections and iterators that *iterator*, one of C, takes its items from.

    Perhaps it does so by way of others, which are among them: somebody else may step those.
    Or none, if it calls no function *having* that property on the way.
    """
    found: list[Any] = []
    waiting = [iterator]
    chained: set[int] = set()  # the iterators that give a chain what it walks over
    lacking = having is not None
    while waiting and len(found) < _MOST:
        one = waiting.pop()
        if one is not iterator and is_iterator(type(one)):
            found.append(one)
        if type(one) is GeneratorType:
            continue
        if type(one) is _TEED or (type(one) not in _LEAVING and is_iterator(type(one))):
            for part in gc.get_referents(one):
                cls = type(part)
                if type(one) is itertools.chain:
                    chained.add(id(part))
                if cls is tuple:
                    each_of = gc.get_referents(part)[::-1]  # zip_longest leaves holes in its own
                    waiting += [each for each in each_of if is_iterator(type(each))]
                    if type(one) is _OF_TUPLES and one is not iterator:  # what a chain will come to
                        found += [each for each in each_of if isinstance(each, CONTAINERS)]
                elif not isinstance(part, _SHOWN):
                    if all(part is not other for other in (iterator, *found)):
                        waiting.append(part)
                    if lacking and having is not None and callable(part):
                        lacking = not having(part)
                elif type(one) in _WALKING:
                    found.append(part)
                    if id(one) in chained:
                        inner = [*islice(part, _MOST)]
                        found += [each for each in inner if isinstance(each, CONTAINERS)]
                        waiting += [each for each in inner if is_iterator(type(each))]
    return [] if lacking else found


def notes_size(iterator: Any) -> bool:
    """Whether *iterator* walks, perhaps by way of others, over what it has noted the size of."""
    return any(
        type(one) in _WALKING and type(one) not in _BY_INDEX
        for one in (iterator, *sources(iterator))
    )


def is_led_on(iterator: Any) -> bool:
    """Whether an `itertools.chain` in *iterator* has yet to be told what it walks over, by code."""
    for one in (iterator, *sources(iterator)):
        if type(one) is itertools.chain:
            leading = gc.get_referents(one)[-1:]  # the last; what it is at comes first
            if any(type(each) is not _OF_TUPLES and type(each) not in _WALKING for each in leading):
                return True
    return False


def looks_inside(iterator: Any) -> bool:
    """Whether *iterator*, or one that it takes its items from, reads these itself, in C."""
    for one in (iterator, *sources(iterator)):
        if isinstance(one, _LOOKING):
            return True
        if isinstance(one, _LOOKING_ALONE) and not any(map(callable, gc.get_referents(one))):
            return True
    return False
