"""The hooks of containers: of their items, and of all that is in them at once."""

from __future__ import annotations

import gc
import operator
import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from types import GeneratorType
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from treadle.hooks.access import MANY, Hooks, announce, in_steps, itself, together
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
from treadle.hooks.parts import (
    compares_items,
    has_attributes,
    inside,
    is_led_on,
    looks_inside,
    runs_for_items,
    shows_what_changes,
    sources,
)
from treadle.hooks.stand_ins import Steps, operating
from treadle.operation import READ, WRITE, Kind
from treadle.questions import WHAT_IS_WALKED, ask
from treadle.state import state
from treadle.unproved import unseen


class Containers(NamedTuple):
    """The hooks of containers, and what other hooks need of them.

    Attributes:
        hooks: by name.
        kind_of: what a method of a class does to an object of it, as `memory.touched` says.
        home: the object that holds what a container shows; None if it is no container.
        touch: announces that all of a container is read, or changed anyhow.
        at_key: announces that an item is read or written by that method of the container.
        drain: announces that all of a container is read, or that an iterator is used up.
        take: announces that an iterator is stepped.
        iter: the collection or iterator with its steps announced, also those of a loop that began
            before there were threads.
        announce_shown: announces that objects are shown or compared, with what is in them.

    """

    hooks: Hooks
    kind_of: Callable[[type, str], Kind | None]
    home: Callable[[Any], Any]
    touch: Callable[[Kind, Any], None]
    at_key: Callable[[Kind, Any, Any, str], None]
    drain: Callable[[Any], Any]
    take: Callable[[Any], None]
    iter: Callable[[Any], Any]
    announce_shown: Callable[..., None]


def make(attributes: Attributes) -> Containers:
    """The hooks of containers, some of which show the attributes of an object."""
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
        deeper(items.default_factory)
        announce(WRITE, items, None, _there, items, key)

    def item(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key, "__getitem__")
        return obj

    def key_(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key, "__getitem__")
        return key

    def setitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__setitem__")
        return obj

    def setkey(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__setitem__")
        return key

    def delitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__delitem__")
        return obj

    def delkey(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__delitem__")
        return key

    def augitem(value: Any, obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__setitem__")
        return value

    def getitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key, "__getitem__")
        return partial(operator.getitem, obj, key)

    def whole(obj: Any) -> Any:
        if state.active:
            shared = home(obj)
            if shared is not None and not is_iterator(type(obj)):
                touch(READ, shared)
        return obj

    def added(obj: Any) -> Any:
        """*obj*, an operand; counters are added by code of Python, one key after the other."""
        if state.active and issubclass(type(obj), Counter):
            together(announce_added, obj)
            return obj
        return whole(obj)

    def announce_added(counter: Any) -> None:
        in_steps()
        touch(READ, counter)

    def drain(obj: Any) -> Any:
        if state.active:
            shared = home(obj)
            if shared is None:
                return obj
            if not is_iterator(type(obj)):
                touch(READ, shared)
            else:
                take(obj)
                for source in sources(obj, having=runs_python):
                    if type(source) is GeneratorType or not is_iterator(type(source)):
                        unseen("an iterator that runs code from item to item")
        return obj

    def take(iterator: Any) -> None:
        """Announce that *iterator* is stepped, and that it looks into what it goes through."""
        found = sources(iterator)
        if is_led_on(iterator):
            unseen("what a chain of iterators goes through, which another gives it")
        if found:
            together(announce_taking, iterator, found)
        else:
            touch(WRITE, iterator)

    def announce_taking(iterator: Any, found: list[Any]) -> None:
        touch(WRITE, iterator)
        looks = looks_inside(iterator) or sources(iterator, having=_in_c)
        copied = bool(looks and sources(iterator, having=_gets_attributes))
        for source in found:
            if is_iterator(type(source)):
                touch(WRITE, source)
                continue
            touch(READ, home(source))
            if looks:
                deep(source, copied=copied)

    def deep(obj: Any, *, copied: bool = False) -> Any:
        """Announce that what is in *obj* is read as well; if *copied*, also all attributes."""
        if state.active:
            for one in inside(obj, copied=copied):
                touch(READ, one)
            if runs_for_items(obj):
                in_steps()
        return obj

    def deeper(obj: Any) -> Any:
        return deep(obj, copied=True)

    def chained(obj: Any) -> Any:
        """*obj*, which is compared with others one after the other, nobody knows when."""
        if state.active and home(obj) is not None:
            unseen("comparing collections in a row (a < b < c)")
        return shown(obj)

    def performed(operation: Any, names: tuple[str, ...], /, *values: Any, **options: Any) -> Any:
        """A call of *operation* yet to be made, which reads its operands as *names* say."""
        if state.active:
            operands = zip(names, values, strict=True)
            together(announce_several, [pair for pair in operands if pair[0]])
        return operating(operation, *values, **options)

    def several(value: Any, how: str, *more: Any) -> Any:
        """*value*, the last operand of an operation that reads all; *more* has hooks and others."""
        if state.active and not (type(value) in KEYED and KEYED.issuperset(map(type, more))):
            operands = [
                (name, obj)
                for name, obj in (*zip(more[::2], more[1::2], strict=False), (how, value))
                if name and type(obj) not in KEYED
            ]
            if operands:
                together(announce_several, operands)
        return value

    def announce_several(operands: list[tuple[str, Any]]) -> None:
        for names, obj in operands:
            for name in names.split():
                hooks[name](obj)

    def sought(obj: Any, *what: Any) -> Any:
        """*obj*, in which *what* is looked for, if that is known: each item is compared with it."""
        if state.active:
            if compares_items(type(obj)):
                together(announce_shown, obj, *what)
            elif what and isinstance(obj, bytes | bytearray):
                together(announce_bytes, obj, *what)
            else:
                drain(obj)
        return obj

    def announce_bytes(*both: bytes | bytearray) -> None:
        for one in both:
            whole(one)

    def matched(obj: Any) -> Any:
        """*obj*, whose attributes are about to be compared with patterns."""
        if state.active and type(obj) not in KEYED:
            together(announce_matched, obj)
        return obj

    def announce_matched(obj: Any) -> None:
        deep(obj, copied=True)
        if has_attributes(type(obj)):
            touch(READ, obj)
        else:
            whole(obj)

    def shown(obj: Any) -> Any:
        if state.active and type(obj) not in KEYED:
            together(announce_shown, obj)
        return obj

    def announce_shown(*objects: Any) -> None:
        for obj in objects:
            if type(obj) not in KEYED:
                deep(obj)
                if shows_what_changes(type(obj)):
                    touch(READ, obj)
                else:
                    whole(obj)

    def raised(obj: Any) -> Any:
        """*obj*, an exception that is about to be raised, or a class of exceptions.

        Python notes in it where it has been and what was at hand, as `traceback` tells.
        """
        if state.active and isinstance(obj, BaseException):
            together(announce_raised, obj)
        return obj

    def announce_raised(error: BaseException) -> None:
        deep(error)
        touch(WRITE, error)

    def walked(objects: Iterable[Any]) -> None:
        """Note that *objects* are looped over from before there were threads."""
        execution = state.execution
        if execution is not None:
            known = execution.memory.setdefault(WHAT_IS_WALKED, {})
            known.update((id(obj), obj) for obj in objects)

    def from_before(announcing: Callable[..., None], *args: Any) -> None:
        r"""Announce by *announcing(\*args)* a step of a loop from before there were threads.

        Most go over what nobody changes meanwhile; the first change makes all of them be announced.
        """
        if state.active and WHAT_IS_WALKED in state.execution.questions:  # type: ignore[union-attr]
            announcing(*args)

    def is_written(execution: Any, obj: Any) -> None:
        """Note that *obj* is changed, over which a loop may go from before there were threads."""
        if id(obj) in execution.memory.get(WHAT_IS_WALKED, ()):
            ask(execution, WHAT_IS_WALKED)

    def iter_(obj: Any) -> Any:
        shared = home(obj)
        if shared is None or kind_of(type(obj), "__iter__") is None:
            return obj
        if is_iterator(type(obj)):  # another thread may be looping over it as well
            own = iter(obj)
            if not state.active:
                walked((own, *map(behind, sources(own))))
                return Steps(own, partial(from_before, take, own))
            return Steps(own, partial(next_of, own))
        if not state.active:
            walked([shared])
            return Steps(iter(obj), partial(from_before, touch, READ, shared))
        return Steps(iter(obj), partial(step, READ, shared))

    def behind(source: Any) -> Any:
        return source if is_iterator(type(source)) else home(source)

    def next_of(iterator: Any) -> None:
        if state.active:
            take(iterator)

    def step(kind: Kind, shared: Any) -> None:
        if state.active:
            touch(kind, shared)

    hooks: Hooks = {
        "item": item,
        "key": key_,
        "setitem": setitem,
        "setkey": setkey,
        "delitem": delitem,
        "delkey": delkey,
        "augitem": augitem,
        "getitem": getitem,
        "slice": slice,
        "whole": whole,
        "added": added,
        "drain": drain,
        "shown": shown,
        "deep": deep,
        "deeper": deeper,
        "chained": chained,
        "performed": performed,
        "several": several,
        "sought": sought,
        "matched": matched,
        "raised": raised,
        "iter": iter_,
    }
    return Containers(hooks, kind_of, home, touch, at_key, drain, take, iter_, announce_shown)


def _in_c(function: Any) -> bool:
    """Whether *function*, to which an iterator gives its items, reads them in C."""
    return not runs_python(function)


def _gets_attributes(function: Any) -> bool:
    return isinstance(function, operator.attrgetter)


def _there(obj: Any, key: Any) -> Any:
    """What lies under *key*, without making it. Raises LookupError if nothing does."""
    if isinstance(obj, dict) and key not in obj:
        raise KeyError(key)
    return obj[key]
