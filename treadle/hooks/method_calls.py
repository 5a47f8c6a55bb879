"""The hooks of calls of methods, and of methods that the program keeps to call them later.

A method of the program announces what it does itself; what is announced here is what a method of a
container or an iterator does to its object, and to the arguments that it looks into.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from operator import attrgetter, itemgetter
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, NamedTuple

from treadle.hooks.access import MANY, Hooks, announce, in_steps, itself, together
from treadle.hooks.attributes import Attributes, value_of
from treadle.hooks.containers import Containers
from treadle.hooks.contents import Contents
from treadle.hooks.effects import Effect, effect_of_method, looks_away
from treadle.hooks.logged import ASKING, announce_logging
from treadle.hooks.memory import (
    IMMUTABLE,
    KEYED,
    is_foreign,
    is_queue,
    runs_python,
    shown_by,
    takes_steps,
)
from treadle.hooks.outside import Reach, reach_of_method, reaches
from treadle.hooks.parts import (
    compares_items,
    has_attributes,
    inside,
    runs_from_item_to_item,
    shows_attributes,
)
from treadle.hooks.registered import announce_registering
from treadle.hooks.stand_ins import Method, Unbound, having, later
from treadle.instrument.methods import (
    COMPARING,
    LOGGING,
    METHODS,
    READS_ARGUMENTS,
    WRITES_ARGUMENTS,
    WRITES_TOGETHER,
    names_attributes,
)
from treadle.operation import READ, WRITE, Kind
from treadle.state import state
from treadle.unproved import unseen

_UNBOUND = frozenset({MethodDescriptorType, WrapperDescriptorType})
_BUILT_IN = frozenset({dict, list, set})

_OF_QUEUES: dict[str, Kind] = {"_get": WRITE, "_init": WRITE, "_put": WRITE, "_qsize": READ}
"""Methods of a `queue.Queue` that take it for granted that its lock is held."""

_LOOKING = frozenset({BuiltinFunctionType, attrgetter, itemgetter})


class MethodCalls(NamedTuple):
    """The hooks of calls of methods, and what other hooks need of them.

    Attributes:
        hooks: by name.
        announce_call: announces what a method does to its object, or that it is looked up.
        announce_arguments: announces what a method that is not the program's does to its arguments.
        announce_effect: announces what a function of a known effect does to its arguments.
        kept: who announces the call of a function that an object has under the name of a method.

    """

    hooks: Hooks
    announce_call: Callable[[Any, str], None]
    announce_arguments: Callable[[Any, str, Iterable[Any]], None]
    announce_effect: Callable[[Effect, Iterable[Any]], None]
    kept: list[Callable[[Any, Sequence[Any]], None]]


def make(attributes: Attributes, containers: Containers, contents: Contents) -> MethodCalls:
    """The hooks of calls of methods."""
    attr, stored = attributes.hooks["attr"], attributes.stored
    kind_of, home = containers.kind_of, containers.home
    touch, deep = containers.touch, containers.deep
    drain, matched = contents.drain, contents.hooks["matched"]
    announce_shown = contents.announce_shown
    far: dict[tuple[type | ModuleType, str], Reach] = {}
    effects: dict[tuple[type | ModuleType, str], Effect | None] = {}
    tame: set[type] = set()
    kept: list[Callable[[Any, Sequence[Any]], None]] = []

    def announce_call(obj: Any, name: str) -> None:
        cls = type(obj)
        if cls is super:
            obj, kind, cls = behind_super(obj, name)
        else:
            kind = kind_of(cls, name)
        if kind is not None:
            if takes_steps(cls, name):
                together(announce_touch_in_steps, kind, obj)
            else:
                touch(kind, held(obj))
            return
        if name in stored:
            attr(obj, name)
        if cls is re.Match and shown_by(obj) is not None:
            touch(READ, shown_by(obj))
            return
        if name in _OF_QUEUES and is_queue(type(obj)):
            announce(_OF_QUEUES[name], obj.mutex, "queue")
            return
        if cls is FunctionType and "registry" in obj.__dict__ and is_foreign(obj):
            announce(WRITE if name == "register" else READ, obj, "registry")
            return
        if name in ASKING:
            announce_logging(obj, name)
        if name == "register":
            announce_registering(obj)
        key = (obj if issubclass(cls, ModuleType | type) else cls), name
        if key not in far:
            if len(far) > MANY:
                far.clear()
            far[key] = reach_of_method(obj, name)
        if far[key] not in (Reach.SEEN, Reach.KEPT):
            reaches(far[key], *key)
            if far[key] is Reach.IN_STEPS:
                together(announce_in_steps, obj)
            elif far[key] is not Reach.OUTSIDE and not issubclass(cls, ModuleType):
                announce(WRITE, obj, None, itself, obj)

    def held(obj: Any) -> Any:
        """What holds what *obj* shows, which may be empty; *obj* itself if it is no collection."""
        found = home(obj)
        return obj if found is None else found

    def announce_touch_in_steps(kind: Kind, obj: Any) -> None:
        in_steps()
        touch(kind, held(obj))

    def announce_in_steps(obj: Any) -> None:
        in_steps()
        announce(WRITE, obj, None, itself, obj)

    def behind_super(proxy: Any, name: str) -> tuple[Any, Kind | None, type]:
        """The object behind `super()`, what its method *name* does to that, and whose it is."""
        obj = proxy.__self__
        mro = type(obj).__mro__
        if proxy.__thisclass__ not in mro:
            return obj, None, object
        later = mro[mro.index(proxy.__thisclass__) + 1 :]
        base = next((base for base in later if name in base.__dict__), object)
        return obj, kind_of(base, name), base

    def announce_arguments(obj: Any, name: str, values: Iterable[Any]) -> None:
        """Announce what the method *name* of *obj* does to its arguments, if it does not itself."""
        if name in WRITES_ARGUMENTS:
            for value in values:
                if home(value) is not None:
                    touch(WRITE, home(value))
            return
        cls = type(obj)
        if name in COMPARING and (
            compares_items(cls) or home(obj) is not None or shows_attributes(cls)
        ):
            announce_shown(obj, *values)
            return
        if name in LOGGING:
            for value in values:
                if home(value) is not None:
                    drain(value)
                    unseen("showing a collection that is handed to a logger")
            return
        is_known = name in READS_ARGUMENTS or not issubclass(cls, type | ModuleType)
        in_c = cls in IMMUTABLE or (kind_of(cls, name) is not None and not looks_away(cls))
        if is_known and in_c:
            for value in values:
                drain(value)
                if name in WRITES_TOGETHER:
                    deep(value)
                elif type(value) is decimal.Context:  # it notes there what was not exact
                    touch(WRITE, value)
            if name == "format" and cls is str and names_attributes(obj):
                for value in values:
                    matched(value)
            return
        key = (obj if issubclass(cls, ModuleType) else cls), name
        if key not in effects:
            if len(effects) > MANY:
                effects.clear()
            effects[key] = effect_of_method(obj, name)
        effect = effects[key]
        if effect is not None:
            announce_effect(effect, values)

    def announce_effect(effect: Effect, args: Iterable[Any]) -> None:
        """Announce what a function of that *effect* does to *args*."""
        together(announce_parts, effect, args)

    def announce_parts(effect: Effect, args: Iterable[Any]) -> None:
        written = None
        looking = _LOOKING.intersection(map(type, args))  # functions that look into the items
        for value in args:
            shared = home(value)
            if shared is not None and effect.writes and written is None:
                written = shared
                if effect.compares:
                    announce_shown(value)
                continue
            if effect.copies or looking or type(value) is tuple:  # in which there may be lists
                for one in inside(value, copied=effect.copies or attrgetter in looking):
                    touch(READ, one)
            if effect.compares and type(value) not in KEYED:
                announce_shown(value)
            elif shared is not None:
                drain(value)
            elif effect.copies and has_attributes(type(value)):
                touch(READ, value)
        if written is not None:
            touch(WRITE, written)

    def announce_method(obj: Any, name: str, values: tuple[Any, ...]) -> None:
        """Announce a call of the method *name* of *obj*, as one step."""
        # Nearly all calls are such: `items.append(1)`. Nobody looks into the arguments.
        plain = not values or (type(obj) in _BUILT_IN and KEYED.issuperset(map(type, values)))
        if plain and name not in COMPARING:
            announce_call(obj, name)
        else:
            together(announce_both, obj, name, values)
        announce_kept(obj, name, values)

    def announce_kept(obj: Any, name: str, values: Sequence[Any]) -> None:
        """Announce the call of what *obj* has under *name*, if that is no method of its class."""
        if far.get((obj if isinstance(obj, type) else type(obj), name)) is Reach.KEPT:
            with suppress(AttributeError):  # only code of the program can tell
                function = value_of(obj, name)
                if type(function) in _UNBOUND:
                    if not values:
                        unseen(f"calling {name}, whatever that is given")
                    elif values[0] is None:  # that is what a hook forgets, for None has no such
                        values = values[1:]
                for announce_function in kept:
                    announce_function(function, values)

    def announce_both(obj: Any, name: str, values: Iterable[Any]) -> None:
        if kind_of(type(obj), name) is not None and any(map(runs_from_item_to_item, values)):
            in_steps()
        announce_arguments(obj, name, values)
        announce_call(obj, name)

    def announce_inplace(value: Any, obj: Any, name: str) -> None:
        drain(value)
        if takes_steps(type(obj), name) or runs_from_item_to_item(value):
            in_steps()
        touch(WRITE, held(obj))

    def method(obj: Any, name: str, *args: Any) -> Any:
        if state.active:
            announce_method(obj, name, args)
        return obj

    def arg(value: Any, obj: Any, name: str, *_: None) -> Any:
        if state.active:
            announce_call(obj, name)
            announce_kept(obj, name, (value,))
        return value

    def lastarg(value: Any, obj: Any, name: str, *args: Any) -> Any:
        if state.active:
            announce_method(obj, name, (*args, value))
        return value

    def inplace(value: Any, obj: Any, name: str) -> Any:
        if state.active and kind_of(type(obj), name) is not None:
            together(announce_inplace, value, obj, name)
        return value

    def entered(obj: Any, name: str) -> Any:
        """*obj*, which a `with` is about to enter by its method *name*."""
        if state.active and type(obj) not in tame:
            if type(obj) is nullcontext:
                attr(obj, "enter_result")
                return obj
            if reach_of_method(obj, name) in (Reach.UNKNOWN, Reach.OUTSIDE):
                announce_call(obj, name)
            elif len(tame) < MANY:
                tame.add(type(obj))
        return obj

    def call(function: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
        obj = getattr(function, "__self__", None)
        if state.active and obj is not None:
            looks = name in READS_ARGUMENTS or name not in METHODS
            together(announce_both, obj, name, args if looks else ())
        return later(function, *args, **kwargs)

    def sort(function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of `list.sort`: the list is empty for others until the last item has its key."""
        rows = getattr(function, "__self__", None)
        if state.active and isinstance(rows, list):
            together(announce_sort, rows, kwargs["key"])
            if kind_of(type(rows), "sort") is not None and runs_python(key := kwargs["key"]):
                kwargs["key"] = partial(last_key, key, rows, [len(rows)])
        return later(function, *args, **kwargs)

    def announce_sort(rows: list[Any], key: Any) -> None:
        if not runs_python(key):
            deep(rows, copied=isinstance(key, attrgetter))
        announce_call(rows, "sort")

    def last_key(key: Any, rows: list[Any], left: list[int], item: Any) -> Any:
        found = key(item)
        left[0] -= 1
        if left[0] == 0 and state.active:
            touch(WRITE, rows)
            if type(found) not in IMMUTABLE:  # to compare these takes time, too
                state.execution.leave_out(  # type: ignore[union-attr]
                    "a sort compares objects that its key gives"
                )
        return found

    def bound(obj: Any, name: str) -> Any:
        """*obj*, or what gives a stand-in for its method *name*, which the program keeps."""
        if kind_of(type(obj), name) is not None:
            return having(name, Method(getattr(obj, name), partial(call_later, obj, name)))
        if type(obj) is type and kind_of(obj, name) is not None:
            native = getattr(obj, name)
            if type(native) in _UNBOUND:
                return having(name, Unbound(native, partial(call_with, name)))
        return attr(obj, name)

    def call_with(name: str, *args: Any) -> None:
        if state.active and args:
            together(announce_both, args[0], name, args[1:])

    def call_later(obj: Any, name: str) -> None:
        if state.active:
            if name in COMPARING and inside(obj):
                unseen(f"calling {name} of a collection, whatever that is given")
            announce_call(obj, name)

    hooks: Hooks = {
        "method": method,
        "arg": arg,
        "lastarg": lastarg,
        "inplace": inplace,
        "entered": entered,
        "call": call,
        "sort": sort,
        "bound": bound,
    }
    return MethodCalls(hooks, announce_call, announce_arguments, announce_effect, kept)
