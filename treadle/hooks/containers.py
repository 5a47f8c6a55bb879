"""What a container is to the hooks: which object holds what it shows, and what is done to it."""

from __future__ import annotations

import gc
import re
from collections import ChainMap, defaultdict
from collections.abc import Callable
from functools import partial
from types import GeneratorType
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from treadle.hooks.access import MANY, announce, in_steps, itself, together
from treadle.hooks.attributes import Attributes
from treadle.hooks.memory import (
    KEYED,
    OF_COLLECTIONS,
    behind_mapping,
    defining,
    derives,
    first_map,
    home_of,
    is_instrumented,
    is_iterator,
    mapping_of,
    runs_python,
    shown_by,
    touched,
)
from treadle.hooks.outside import is_of_a_library
from treadle.hooks.parts import inside, runs_for_items
from treadle.operation import READ, WRITE, Kind
from treadle.questions import WHAT_IS_WALKED, ask
from treadle.state import state
from treadle.unproved import unseen


class Containers(NamedTuple):
    """What the hooks ask and announce of containers.

    Attributes:
        kind_of: what a method of a class does to an object of it, as `memory.touched` says.
        home: the object that holds what a container shows; None if it is no container.
        touch: announces that all of a container is read, or changed anyhow.
        at_key: announces that an item is read or written by that method of the container.
        deep: announces that what is in an object is read as well; if copied, with all attributes.

    """

    kind_of: Callable[[type, str], Kind | None]
    home: Callable[[Any], Any]
    touch: Callable[[Kind, Any], None]
    at_key: Callable[[Kind, Any, Any, str], None]
    deep: Callable[..., Any]


def make(attributes: Attributes) -> Containers:
    """What the containers of one world are, some of which show the attributes of an object."""
    store = attributes.store
    kinds: dict[tuple[type, str], Kind | None] = {}
    homes: dict[type, Callable[[Any], Any] | None] = {}

    def kind_of(cls: type, name: str) -> Kind | None:
        try:
            return kinds[cls, name]
        except KeyError:
            kind = touched(cls, name)
            if kind is not None and is_of_a_library(cls, name):
                if state.active:
                    unseen(f"what {cls.__name__}.{name} does, of a library")
                return kind  # and it is not kept, so that each call is known
            if len(kinds) > MANY:
                kinds.clear()
            kinds[cls, name] = kind
            return kind

    def home(obj: Any) -> Any:
        """The object that holds what the collection *obj* shows; None if it is no collection."""
        cls = type(obj)
        try:
            find = homes[cls]
        except KeyError:
            if len(homes) > MANY:
                homes.clear()
            find = homes[cls] = home_of(cls)
            if find is not None and any(is_of_a_library(cls, name) for name in OF_COLLECTIONS):
                find = homes[cls] = partial(by_python, find)
        if find in (first_map, behind_mapping) and state.active:
            chain = obj if find is first_map else mapping_of(obj)
            others = vars(chain).get("maps", ())[1:] if derives(type(chain), ChainMap) else ()
            for other in others:
                if home(other) is not None:
                    announce(READ, home(other), None, itself, other)
                    if state.execution.gathered is None:  # type: ignore[union-attr]
                        unseen("looking through all maps of a ChainMap at once")
        return None if find is None else find(obj)

    def by_python(find: Callable[[Any], Any], obj: Any) -> Any:
        """The same of *obj*, whose methods a library that is not explored has written in Python."""
        if state.active:
            unseen(f"what a {type(obj).__name__} does, of a library")
        return find(obj)

    def touch(kind: Kind, obj: Any) -> None:
        """Announce that all of the collection *obj* is read, or changed anyhow."""
        execution = state.execution
        assert execution is not None
        if kind is WRITE and execution.memory:
            is_written(execution, obj)
        if id(obj) in execution.attributes:
            found, obj = execution.attributes[id(obj)]
            if kind is WRITE:
                store(*found)
        elif type(obj) is GeneratorType and obj.gi_frame is not None:
            if not is_instrumented(obj):
                if execution.gathered is not None:
                    in_steps()
                    for part in gc.get_referents(obj):  # one of the library's: what it goes over
                        shared = home(part)
                        if shared is not None and not is_iterator(type(part)):
                            announce(READ, shared, None, itself, shared)
                elif not (execution.ending or execution.looking):
                    together(touch, kind, obj)
                    return
            if execution.generators is None:
                execution.generators = WeakValueDictionary()
            execution.generators[id(obj.gi_frame)] = obj
        announce(kind, obj, None, itself, obj)

    def at_key(kind: Kind, obj: Any, key: Any, method: str) -> None:
        cls = type(obj)
        if cls is not dict and cls is not list:
            if derives(cls, ChainMap) and not state.execution.looking:  # type: ignore[union-attr]
                together(at_key, kind, obj, key, method)
                return
            if cls is re.Match and shown_by(obj) is not None:
                announce(READ, shown_by(obj), None, itself, obj)
            if kind_of(cls, method) is None:
                return
            obj = home(obj)
            if cls is memoryview:
                announce(kind, obj, None, itself, obj)
                return
        execution = state.execution
        if kind is WRITE and execution is not None and execution.memory:
            is_written(execution, obj)
        if execution is not None and execution.attributes and id(obj) in execution.attributes:
            _, owner = execution.attributes[id(obj)]
            store(key)
            announce(kind, owner, key, _there, obj, key)
            return
        part = (key,) if type(key) in KEYED and not (type(key) is int and key < 0) else None
        if issubclass(cls, defaultdict) and kind is READ and key not in obj:
            runs = runs_python(obj.default_factory) and defining(cls, "__missing__") is defaultdict
            if runs and execution is not None and execution.gathered is not None:
                unseen("a default_factory that runs in the midst of another step")
            elif runs:
                announce(READ, obj, part, _there, obj, key)
                if key in obj:
                    return
                value = obj.default_factory()
                announce(WRITE, obj, None, _there, obj, key)
                obj[key] = value  # also if another has come first, as Python does it
                return
            if isinstance(obj.default_factory, partial) and not runs:
                together(announce_made, obj, key)
                return
            kind, part = WRITE, None
        # Of what is in there, and has no name, nobody could say that it is the collection.
        peek = None if kind is WRITE and part is None else _there
        announce(kind, obj, part, peek, obj, key)

    def announce_made(items: defaultdict[Any, Any], key: Any) -> None:
        """Announce that a function of C makes an item, of what is given to it."""
        deep(items.default_factory, copied=True)
        announce(WRITE, items, None, _there, items, key)

    def deep(obj: Any, *, copied: bool = False) -> Any:
        """Announce that what is in *obj* is read as well; if *copied*, also all attributes."""
        if state.active:
            for one in inside(obj, copied=copied):
                touch(READ, one)
            if runs_for_items(obj):
                in_steps()
        return obj

    def is_written(execution: Any, obj: Any) -> None:
        """Note that *obj* is changed, over which a loop may go from before there were threads."""
        if id(obj) in execution.memory.get(WHAT_IS_WALKED, ()):
            ask(execution, WHAT_IS_WALKED)

    return Containers(kind_of, home, touch, at_key, deep)


def _there(obj: Any, key: Any) -> Any:
    """What lies under *key*, without making it. Raises LookupError if nothing does."""
    if isinstance(obj, dict) and key not in obj:
        raise KeyError(key)
    return obj[key]
