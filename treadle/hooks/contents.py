"""The hooks of all that is in a container at once: used up, compared, shown, looked through."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable
from types import GeneratorType
from typing import Any, NamedTuple

from treadle.hooks.access import Hooks, in_steps, together
from treadle.hooks.containers import Containers
from treadle.hooks.memory import KEYED, is_iterator, runs_python
from treadle.hooks.parts import (
    BY_INDEX,
    compares_items,
    has_attributes,
    is_led_on,
    looks_inside,
    notes_size,
    runs_from_item_to_item,
    shows_what_changes,
    sources,
)
from treadle.hooks.stand_ins import operating
from treadle.operation import READ, WRITE
from treadle.state import state
from treadle.unproved import unseen


class Contents(NamedTuple):
    """The hooks of contents, and what other hooks need of them.

    Attributes:
        hooks: by name.
        drain: announces that all of a container is read, or that an iterator is used up.
        take: announces that an iterator is stepped.
        announce_shown: announces that objects are shown or compared, with what is in them.

    """

    hooks: Hooks
    drain: Callable[[Any], Any]
    take: Callable[[Any], None]
    announce_shown: Callable[..., None]


def make(containers: Containers) -> Contents:
    """The hooks of contents; each gives back what it is given first."""
    home, touch, deep = containers.home, containers.touch, containers.deep
    at_key = containers.at_key

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

    def noted(obj: Any) -> Any:
        """*obj*, over which an iterator is made: that of a dict or set notes how large it is."""
        if state.active:
            shared = home(obj)
            if not (shared is None or isinstance(shared, BY_INDEX) or is_iterator(type(obj))):
                touch(READ, shared)
        return obj

    def resumed(obj: Any) -> Any:
        """*obj*, an iterator that has just been made, and now is used up.

        Others may have come in since; that is no matter unless it has noted something.
        """
        if state.active and is_iterator(type(obj)) and notes_size(obj):
            take(obj)
        return obj

    def setslice(obj: Any, key: Any, value: Any, *_: None) -> Any:
        """*obj*, in which *key*, a slice, is about to be replaced by what is in *value*."""
        if state.active:
            together(announce_slice, obj, key, value)
        return obj

    def setslicekey(obj: Any, key: Any, value: Any, *_: None) -> Any:
        if state.active:
            together(announce_slice, obj, key, value)
        return key

    def announce_slice(obj: Any, key: Any, value: Any) -> None:
        drain(value)
        if runs_from_item_to_item(value):
            in_steps()
        at_key(WRITE, obj, key, "__setitem__")

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

    hooks: Hooks = {
        "whole": whole,
        "added": added,
        "drain": drain,
        "resumed": resumed,
        "setslice": setslice,
        "setslicekey": setslicekey,
        "noted": noted,
        "shown": shown,
        "deep": deep,
        "deeper": deeper,
        "chained": chained,
        "performed": performed,
        "several": several,
        "sought": sought,
        "matched": matched,
        "raised": raised,
    }
    return Contents(hooks, drain, take, announce_shown)


def _in_c(function: Any) -> bool:
    """Whether *function*, to which an iterator gives its items, reads them in C."""
    return not runs_python(function)


def _gets_attributes(function: Any) -> bool:
    return isinstance(function, operator.attrgetter)
