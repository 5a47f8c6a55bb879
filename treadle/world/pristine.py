"""Modules of the standard library that are executed once, and are as good as new in each execution.

To execute `logging` or `concurrent.futures` again would cost more than everything else that an
execution does. So what their own objects held after loading is kept, and put back before the next
execution that imports them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from operator import is_not
from types import MethodWrapperType, ModuleType
from typing import Any
from weakref import WeakKeyDictionary, WeakSet, WeakValueDictionary

from treadle.kernel import Execution
from treadle.state import state
from treadle.virtual_thread import VirtualThread

_WEAK = (WeakKeyDictionary, WeakSet, WeakValueDictionary)


class Pristine:
    """What *modules* hold now: all that can be changed in them, and in objects of their classes."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._variables: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self._lists: list[tuple[list[Any] | deque[Any], tuple[Any, ...]]] = []
        self._sets: list[tuple[set[Any], frozenset[Any]]] = []
        self._classes: list[tuple[type, dict[str, Any]]] = []
        self._counters: list[tuple[dict[str, Any], str, int, bool]] = []
        found: list[Any] = list(modules)
        # What is built in is put back by the world, and to put it back would cost more than that:
        # Python would have to learn again where all that the program calls is found.
        self._seen = {id(module.__dict__.get("__builtins__")) for module in found}
        self._look(found, {module.__name__ for module in found})

    def restore(self) -> None:
        """Make everything as it was."""
        outer, state.execution = state.execution, None
        try:
            self._restore()  # what dies thereby is none of this execution's business
        finally:
            state.execution = outer

    # -- inside --------------------------------------------------------------------------------

    def _restore(self) -> None:
        for kept, name, first, is_method in self._counters:
            counter = count(first)
            kept[name] = counter.__next__ if is_method else counter
        for variables, kept in self._variables:
            variables.clear()
            variables.update(kept)
        for items, was in self._lists:
            items.clear()
            items.extend(was)
        for members, were in self._sets:
            members.clear()
            members.update(were)
        for cls, contents in self._classes:
            now = cls.__dict__
            if len(now) != len(contents) or any(map(is_not, now.values(), contents.values())):
                for name in now.keys() - contents.keys():
                    delattr(cls, name)
                for name, value in contents.items():
                    if now.get(name) is not value:
                        setattr(cls, name, value)

    def _look(self, left: list[Any], names: set[str]) -> None:
        seen = self._seen
        while left:
            found = left.pop()
            if id(found) in seen:
                continue
            seen.add(id(found))
            if isinstance(found, type):
                if found.__module__ in names:
                    self._classes.append((found, self._kept(found.__dict__)))
                    left += found.__dict__.values()
            elif isinstance(found, dict):
                self._variables.append((found, self._kept(found)))
                left += found.values()
            elif isinstance(found, list | deque):
                self._lists.append((found, tuple(found)))
                left += found
            elif isinstance(found, set):
                self._sets.append((found, frozenset(found)))
            elif isinstance(found, ModuleType):
                if found.__name__ in names:
                    left.append(found.__dict__)
            elif isinstance(found, _WEAK) or type(found).__module__ in names:
                left.append(getattr(found, "__dict__", None))

    def _kept(self, contents: Mapping[Any, Any]) -> dict[Any, Any]:
        kept = dict(contents)
        for name, value in kept.items():
            is_method = type(value) is MethodWrapperType
            counter = value.__self__ if is_method else value
            if type(counter) is count:
                first = int(repr(counter)[len("count(") : -1])
                self._counters.append((kept, name, first, is_method))
        return kept


class _Alone:
    """The strategy for a program of one thread."""

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        return enabled[0]


def aside(work: Callable[[], object], world: Any) -> Execution:
    """Do *work* in an execution of its own, in the middle of another, which learns nothing of it.

    Raises what *work* raises.
    """
    outer, active = state.execution, state.active
    state.execution, state.active = None, False
    execution = Execution(_Alone())
    execution.memory["world"] = world
    execution.questions = world.asked
    try:
        execution.run(work)
    finally:
        state.execution, state.active = outer, active
    if execution.main.error is not None:
        raise execution.main.error
    return execution
