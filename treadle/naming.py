"""What things are called in a story: the program's own words for its objects and values.

Nothing here depends on addresses or on the order of sets, so a story is the same in every run.
"""

from __future__ import annotations

import dataclasses
import linecache
import re
import reprlib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType
from typing import Any

from treadle.kernel import state
from treadle.trace import Place

_ASSIGNED = re.compile(r"^\s*(?:\w+\.)*(\w+)\s*(?::[^=]+)?=(?!=)\s*(\[?)")
_OPENED = re.compile(r"^\s*(?:async\s+)?with\b.*\bas\s+(\w+)\s*:")
_HARNESS = str(Path(__file__).parent)
_LIBRARY = str(Path(linecache.__file__).parent)
_WITH_A_NAME_OF_THEIR_OWN = ("Barrier.", "Timer.")
_LONGEST = 40


class Names:
    """The names of the primitives of one execution: those of the variables they were put in.

    A primitive inside another object (the lock of a queue) goes by the name of that object.

    Args:
        files: the files of the program under test.

    """

    def __init__(self, files: set[str]) -> None:
        self._files = files
        self._made: dict[int, _Made] = {}  # by the id of what it is kept with
        self._owner: dict[int, Any] = {}
        self._kept: list[object] = []

    def made(self, primitive: object, frame: FrameType | None) -> None:
        """*primitive* is made in *frame*, the one that called its constructor."""
        owner = primitive
        in_constructor = True
        while frame is not None and frame.f_code.co_filename not in self._files:
            in_constructor = in_constructor and frame.f_code.co_name == "__init__"
            if in_constructor and frame.f_code.co_varnames:
                owner = frame.f_locals.get(frame.f_code.co_varnames[0], owner)
            frame = frame.f_back
        self._kept.append(primitive)
        self._owner[id(primitive)] = owner
        if id(owner) not in self._made:
            self._kept.append(owner)
            self._made[id(owner)] = _Made(owner, frame, len(self._made))

    def known(self, primitive: object) -> bool:
        """Whether *primitive* was made in this execution."""
        return id(primitive) in self._owner

    def of(self, primitives: list[Any], items: dict[int, str]) -> dict[int, str]:
        """The names of *primitives*, all different, by their ids.

        *items* has those that the program keeps in a list or dict, as `item_in` calls them.
        """
        made = {id(p): self._made[id(self._owner[id(p)])] for p in primitives if self.known(p)}
        groups: dict[str, list[_Made]] = {}
        for one in sorted(set(made.values()), key=lambda m: m.order):
            groups.setdefault(one.name, []).append(one)
        label: dict[int, str] = {}
        for name, group in groups.items():
            owners = [m.owned_by for m in group]
            found = [items.get(id(m.owner), "") for m in group]
            for count, one in enumerate(group, 1):
                if len(group) == 1:
                    text = name
                elif all(found) and len(set(found)) == len(found):
                    text = found[count - 1]
                elif one.many:
                    text = f"{name}[{count - 1}]"
                elif all(owners) and len(set(owners)) == len(owners):
                    text = f"{one.owned_by}.{name}"
                else:
                    text = f"{name} #{count}"
                label[one.order] = text
        return {key: label[one.order] for key, one in made.items()}


class _Made:
    """Where an object was made."""

    def __init__(self, owner: object, frame: FrameType | None, order: int) -> None:
        self.owner = owner
        self.order = order
        self.name = type(owner).__name__.lower()
        self.many = False  # one of the items of a list
        self.owned_by = ""  # the variable that holds the object it was made for
        if frame is None:
            return
        source = _line(frame)
        match = _ASSIGNED.match(source) or _OPENED.match(source)
        if match is not None:
            self.name = match.group(1)
            self.many = bool(match.lastindex == 2 and match.group(2)) and " for " in source
        caller: FrameType | None = frame
        while caller is not None and caller.f_code.co_name == "__init__":
            caller = caller.f_back
        if caller is not None and caller is not frame:
            match = _ASSIGNED.match(_line(caller))
            self.owned_by = match.group(1) if match is not None else ""


def name_in(frame: FrameType | None, wanted: object) -> str:
    """The variable or attribute by which *frame* knows the object *wanted*; empty if by none."""
    if frame is None or wanted is None:
        return ""
    variables = {n: v for n, v in frame.f_locals.items() if not n.startswith("__treadle")}
    for name, value in variables.items():
        if value is wanted and name not in ("self", "cls"):
            return name
    for value in variables.values():
        for name, attribute in _attributes(value).items():
            if attribute is wanted:
                return str(name)
    for name, value in frame.f_globals.items():
        if value is wanted:
            return name
    return ""


def outer_name(frame: FrameType | None, wanted: object) -> str:
    """The variable by which *frame*, or else the ones that called it, know *wanted*."""
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(_HARNESS) and not _is_library(file):
            for name, value in frame.f_locals.items():
                if value is wanted and name not in ("self", "cls"):
                    return name
        frame = frame.f_back
    return ""


def item_in(frame: FrameType | None, wanted: object) -> str:
    """The item of a list or dict by which *frame* knows *wanted*; empty if it is in none."""
    if frame is None or wanted is None:
        return ""
    for name, value in frame.f_locals.items():
        for variable, kept in ((name, value), *_attributes(value).items()):
            pairs: Iterable[tuple[Any, Any]] = ()
            if type(kept) is dict:
                pairs = kept.items()
            elif type(kept) is list:
                pairs = enumerate(kept)
            for key, item in pairs:
                if item is wanted and type(key) in (int, str):
                    return f"{variable}[{key!r}]"
    return ""


def place_of(frame: FrameType) -> Place:
    """The line that *frame* is at."""
    function = frame.f_code.co_qualname
    while function.endswith(("<listcomp>", "<setcomp>", "<dictcomp>")):  # a function until 3.11
        function = function.rpartition(".<locals>.")[0]
    return place(frame.f_code.co_filename, frame.f_lineno, function)


def place(file: str, line: int, function: str) -> Place:
    """The line *line* of *file*, with its source."""
    return Place(file, line, linecache.getline(file, line).rstrip("\n"), function)


def library_call(frame: FrameType | None, files: set[str]) -> tuple[str, FrameType | None]:
    """What the program called to get to *frame*, and the frame of that.

    Returns:
        The name of a function of the standard library, such as "Queue.put", or "" if the program
        called a primitive itself; None in place of the frame then.

    """
    called: FrameType | None = None
    while frame is not None and frame.f_code.co_filename not in files:
        code = frame.f_code
        if not code.co_filename.startswith(_HARNESS):
            if not _is_library(code.co_filename):
                break
            called = frame
        elif code.co_qualname.startswith(_WITH_A_NAME_OF_THEIR_OWN):
            called = frame
        frame = frame.f_back
    if called is None:
        return "", None
    return called.f_code.co_qualname.removesuffix("_nowait"), called


class Values(reprlib.Repr):
    """Shows values as text, the same in every run and never long.

    Args:
        files: the files of the program under test; a `__repr__` written there is not called, for
            it might take locks.

    """

    def __init__(self, files: set[str]) -> None:
        super().__init__()
        self._files = files
        self._numbers: dict[tuple[str, int], int] = {}
        self._kept: list[object] = []
        self._globals: dict[int, dict[str, Any]] = {}
        self.maxstring = self.maxother = self.maxlong = _LONGEST
        self.maxlist = self.maxtuple = self.maxset = self.maxdict = self.maxdeque = 8

    def know(self, variables: dict[str, Any]) -> None:
        """What is found among *variables*, those of a module of the program, goes by that name."""
        self._globals[id(variables)] = variables

    def shown(self, peek: Callable[[], Any]) -> str | None:
        """What *peek* gives, as text; None if it has nothing to give."""
        active, state.active = state.active, False
        try:
            text = self.repr(peek())
        except Exception:
            return None
        finally:
            state.active = active
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        """In the order of insertion."""
        if level <= 0 and x:
            return "{…}"
        items = [
            f"{self.repr1(key, level - 1)}: {self.repr1(value, level - 1)}"
            for key, value in list(x.items())[: self.maxdict]
        ]
        return "{" + ", ".join(items + ["…"] * (len(x) > self.maxdict)) + "}"

    def repr_instance(self, x: Any, level: int) -> str:
        """As its `__repr__` says, unless that is the program's or says an address."""
        kind = type(x)
        if kind in (FunctionType, MethodType, BuiltinFunctionType, type):
            return str(x.__name__)
        write = kind.__repr__
        theirs = isinstance(write, FunctionType) and write.__code__.co_filename in self._files
        if not theirs and dataclasses.is_dataclass(kind):
            return self._fields(x, level)
        if not theirs and not kind.__module__.startswith("treadle."):
            text = super().repr_instance(x, level)
            if " at 0x" not in text:
                return text
        return self._numbered(x)

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

    def _numbered(self, x: Any) -> str:
        for variables in self._globals.values():
            for name, value in variables.items():
                if value is x:
                    return name
        key = (type(x).__name__, id(x))
        if key not in self._numbers:
            self._kept.append(x)
            count = sum(kind == key[0] for kind, _ in self._numbers) + 1
            self._numbers[key] = count
        number = self._numbers[key]
        return f"<{key[0]}>" if number == 1 else f"<{key[0]} #{number}>"


def _attributes(value: object) -> dict[str, Any]:
    """What *value* keeps in itself, without running any code of its class."""
    try:
        found: dict[str, Any] = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return found


def _is_library(file: str) -> bool:
    return file.startswith(_LIBRARY) and "site-packages" not in file


def _line(frame: FrameType) -> str:
    return linecache.getline(frame.f_code.co_filename, frame.f_lineno)
