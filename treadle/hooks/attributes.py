"""The hooks of attributes: `x.name`, `x.name = …`, `del x.name`, and `vars(x)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field
from functools import partial
from types import FunctionType
from typing import Any, NamedTuple

from treadle.hooks.access import MANY, Hooks, announce, in_steps, reads, remember, together, writes
from treadle.hooks.logged import announce_setting
from treadle.hooks.memory import attribute_home, behind, found_in, is_queue, lives_in_object
from treadle.hooks.stand_ins import shown
from treadle.operation import READ, WRITE
from treadle.state import state

_OF_CLASSES = (type, Field)
"""Who stores to a class, or to what a class is made of, may store to another one's."""

_NONE: frozenset[str] = frozenset()


class Attributes(NamedTuple):
    """The hooks of attributes, and what other hooks need of them.

    Attributes:
        hooks: by name.
        stored: the attributes that the program ever stores to after an object is made.
        store: notes that there are more of them.

    """

    hooks: Hooks
    stored: set[str]
    store: Callable[..., None]


def make(
    stored: set[str], grow: Callable[[], None], shared: Callable[[type[Any], str], None]
) -> Attributes:
    """The hooks of attributes; for the arguments see `treadle.hooks.make`."""
    own: dict[type, set[str]] = {}
    not_own: dict[type, set[str]] = {}
    instances: set[type] = set()  # classes of what is no class

    def is_own(cls: type, name: str) -> bool:
        """Whether the attribute *name* of an object of *cls* can live nowhere but in the object."""
        if cls in not_own and name in not_own[cls]:
            return False
        if len(own) + len(not_own) > MANY:
            forget()
        found = lives_in_object(cls, name)
        (own if found else not_own).setdefault(cls, set()).add(name)
        return found

    def forget() -> None:
        own.clear()
        not_own.clear()

    def attr(obj: Any, name: str) -> Any:
        if state.active and name in stored:
            if name in own.get(type(obj), _NONE) or is_own(type(obj), name):
                execution: Any = state.execution
                number = execution.objects.get(id(obj)) or execution.number(obj)
                op = reads[name].get(number) or remember(READ, number, name)
                if execution.recorder is not None:
                    execution.running.peek = partial(value_of, obj, name)
                execution.access(op)
                return obj
            owner = attribute_home(obj, name, READ)
            if owner is not None:
                announce(READ, owner, name, value_of, obj, name)
                while owner is not obj:
                    # It is found in the class only because the instance does not have it: two
                    # steps, of which the first must still hold at the second.
                    seen = vars(owner).get(name)
                    announce(READ, obj, name, value_of, obj, name)
                    if vars(owner).get(name) is seen:
                        break
                    announce(READ, owner, name, value_of, obj, name)
        return obj

    def setattr_(obj: Any, name: str) -> Any:
        kind = type(obj)
        if kind not in instances:
            if issubclass(kind, _OF_CLASSES):
                shared(obj if issubclass(kind, type) else kind, name)
            elif kind.__module__ == "logging":
                if state.active:
                    announce_setting(obj, name, changes=True)
            elif len(instances) < MANY:
                instances.add(kind)
        if state.active and name in stored:
            if name in own.get(kind, _NONE) or is_own(kind, name):
                execution: Any = state.execution
                number = execution.objects.get(id(obj)) or execution.number(obj)
                op = writes[name].get(number) or remember(WRITE, number, name)
                if execution.recorder is not None:
                    execution.running.peek = partial(value_of, obj, name)
                execution.access(op)
                return obj
            if issubclass(kind, type):
                forget()
            owner = attribute_home(obj, name, WRITE)
            if owner is not None:
                announce(WRITE, owner, name, value_of, obj, name)
        return obj

    def inner(obj: Any, name: str) -> Any:
        if state.active and is_queue(type(obj)):
            together(announce_inner, obj, name)
        return attr(obj, name)

    def announce_inner(queue: Any, name: str) -> None:
        """Its methods change it under the lock, somewhere in the midst."""
        in_steps()
        announce(READ, queue.mutex, name, value_of, queue, name)

    def augattr(value: Any, obj: Any, name: str) -> Any:
        setattr_(obj, name)
        return value

    def variables(obj: Any) -> Any:
        """*obj*, whose attributes are about to be looked at as a dict."""
        execution = state.execution
        if execution is not None:
            if issubclass(type(obj), type) and str(obj.__module__).startswith("treadle."):
                return shown(obj)
            try:
                found = object.__getattribute__(obj, "__dict__")
            except AttributeError:
                return obj
            found = behind(found) if issubclass(type(obj), type) else found
            execution.attributes[id(found)] = (found, obj)
        return obj

    def store(*names: Any) -> None:
        """Note that attributes are stored whose names the text of the program does not tell."""
        new = {name for name in names if isinstance(name, str)} - stored
        if new:
            stored.update(new)
            if state.active:
                grow()

    hooks: Hooks = {
        "attr": attr,
        "inner": inner,
        "setattr": setattr_,
        "augattr": augattr,
        "vars": variables,
    }
    return Attributes(hooks, stored, store)


def value_of(obj: Any, name: str) -> Any:
    """The attribute *name* of *obj*. Raises AttributeError if only code of Python can tell.

    A `__getattr__` or a descriptor of the program may do things.
    """
    if isinstance(obj, type):
        return type.__getattribute__(obj, name)
    found = found_in(type(obj), name)
    if isinstance(found_in(type(found), "__get__"), FunctionType):
        return object.__getattribute__(obj, "__dict__")[name]
    return object.__getattribute__(obj, name)
