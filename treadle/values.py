"""Values as text, for a story: the same in every run, and never long."""

from __future__ import annotations

import dataclasses
import re
import reprlib
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from treadle.state import state
from treadle.text import printable, without_addresses
from treadle.world.threads import Thread

_LONGEST = 40

_LONGEST_MESSAGE = 400

_MANY = 1_000

_NAMED = re.compile(r"\0(\d+)\0")
"""Stands for an object whose name is not known before the end; never seen by anybody."""


@contextmanager
def looking() -> Iterator[None]:
    """While code of the program may be called only to look at something: it takes no steps."""
    active, state.active = state.active, False
    execution = state.execution
    if execution is not None:
        was_looking, execution.looking = execution.looking, True
    try:
        yield
    finally:
        state.active = active
        if execution is not None:
            execution.looking = was_looking


def message_of(error: BaseException) -> str:
    """What *error* says, in one short line; its `__str__` may be the program's, and fail."""
    with looking():
        try:
            text = str(error)
        except (Exception, SystemExit, GeneratorExit):
            return "<its __str__ failed>"
    text = printable(without_addresses(text.strip().partition("\n")[0].rstrip()))
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"


def contents(peek: Callable[[], Any]) -> list[int] | None:
    """What the collection that *peek* gives holds, as ids, to tell a change from none.

    None if it gives none of Python's own, or one that is large. The ids are of use for one step:
    what a step puts in was there before it drops what it takes out.
    """
    with looking():
        try:
            found = peek()
        except (Exception, SystemExit, GeneratorExit):
            return None
        if type(found) is dict and len(found) <= _MANY:
            return [id(part) for item in found.items() for part in item]
        if type(found) in (list, set, deque) and len(found) <= _MANY:
            return [id(item) for item in found]
    return None


class Values(reprlib.Repr):
    """Shows values as text, the same in every run and never long.

    Args:
        files: the files of the program under test; a `__repr__` written there is not called, for
            it might take locks.
        is_named: whether an object will have a name in the story; see `named`.

    Attributes:
        met: the objects that were shown and will have a name.
        nameless: those that were shown and have none of their own.

    """

    def __init__(
        self, files: set[str], is_named: Callable[[object], bool] = lambda _: False
    ) -> None:
        super().__init__()
        self._files = files
        self._is_named = is_named
        self.met: dict[int, object] = {}
        self.nameless: dict[int, object] = {}
        self._globals: dict[int, dict[str, Any]] = {}
        self.maxstring = self.maxother = self.maxlong = _LONGEST
        self.maxlist = self.maxtuple = self.maxset = self.maxdict = self.maxdeque = 8

    def know(self, variables: dict[str, Any]) -> None:
        """What is found among *variables*, those of a module of the program, goes by that name."""
        self._globals[id(variables)] = variables

    def shown(self, peek: Callable[[], Any]) -> str | None:
        """What *peek* gives, as text; None if it has nothing to give."""
        with looking():
            try:
                text = self.repr(peek())
            except (Exception, SystemExit, GeneratorExit):
                return None
        return text if _NAMED.search(text) else _cut(text)

    def named(self, text: str | None, name: Callable[[int], str]) -> str | None:
        """*text*, as `shown` gave it, with the *name* of each object, by its id, put in."""
        if text is None or not _NAMED.search(text):
            return text
        return _cut(_NAMED.sub(lambda found: name(int(found[1])), text))

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        """In the order of insertion."""
        if level <= 0 and x:
            return "{…}"
        items = [
            f"{self.repr1(key, level - 1)}: {self.repr1(value, level - 1)}"
            for key, value in list(x.items())[: self.maxdict]
        ]
        return "{" + ", ".join(items + ["…"] * (len(x) > self.maxdict)) + "}"

    def repr_bytes(self, x: Any, level: int) -> str:
        """By its two ends, of which no more is shown anyway; to write all of it may take long."""
        if type(x) in (bytes, bytearray) and len(x) > 4 * _LONGEST:
            x = x[: 2 * _LONGEST] + x[-2 * _LONGEST :]
        return self.repr_instance(x, level)

    repr_bytearray = repr_bytes

    def repr_instance(self, x: Any, level: int) -> str:
        """As its `__repr__` says, unless that is the program's or says an address."""
        kind = type(x)
        if self._is_named(x):
            self.met[id(x)] = x
            return f"\0{id(x)}\0"
        if isinstance(x, Thread):
            return str(x.name)
        if kind in (FunctionType, MethodType, BuiltinFunctionType, type):
            return str(x.__name__)
        write = kind.__repr__
        theirs = isinstance(write, FunctionType) and write.__code__.co_filename in self._files
        if not theirs and dataclasses.is_dataclass(kind):
            return self._fields(x, level)
        if kind.__module__.startswith("asyncio.") and hasattr(x, "get_coro"):
            return f"task {_name_of_task(x)}"
        if not theirs and not kind.__module__.startswith(("treadle.", "asyncio.")):
            if kind is OrderedDict:  # whose own form has changed with Python 3.12
                return f"OrderedDict({self.repr_dict(x, level)})"
            if " at 0x" not in repr(x):  # before it is shortened, or a part of the address stays
                return super().repr_instance(x, level)
            if isinstance(x, dict):
                return f"{kind.__name__}({self.repr_dict(x, level)})"
        return self._nameless(x)

    def _fields(self, x: Any, level: int) -> str:
        """A dataclass instance as its generated `__repr__` shows it."""
        if level <= 0:
            return f"{type(x).__name__}(…)"
        shown = (
            f"{field.name}={self.repr1(object.__getattribute__(x, field.name), level - 1)}"
            for field in dataclasses.fields(x)
            if field.repr
        )
        return f"{type(x).__name__}({', '.join(shown)})"

    def _nameless(self, x: Any) -> str:
        for variables in self._globals.values():
            for name, value in variables.items():
                if value is x:
                    return name
        self.nameless[id(x)] = x
        return f"\0{id(x)}\0"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _name_of_task(task: Any) -> str:
    from treadle.world.tasks import name_of

    execution = state.execution
    tasks = [] if execution is None else execution.memory.get("tasks", [])
    return name_of(task, tasks) if task in tasks else str(task.get_name())
