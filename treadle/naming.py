"""What the objects of a program are called in a story: by the names of its own variables.

Nothing here depends on addresses or on the order of sets, so the names are the same in every run.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from functools import cached_property
from types import FrameType
from typing import Any

from treadle.frames import COMPREHENSIONS, is_harness, is_library, outer_name, source_line

ALL_THREADS = "the list of threads"
"""What `threading.enumerate` gives, and who is counted by `active_count`."""

CHECKS = "the check's "
"""What the names of objects begin with that a check has made, and not the program."""

_CONSTRUCTOR = ("__init__", *COMPREHENSIONS)

_ASSIGNED = re.compile(r"^\s*(?:\w+\.)*(\w+)\s*(?::[^=]+)?=(?!=)\s*(\[?)")
_OPENED = re.compile(r"^\s*(?:async\s+)?with\b.*\bas\s+(\w+)\s*:")


class Names:
    """The names of the primitives of one execution: those of the variables they were put in.

    A primitive inside another object (the lock of a queue) goes by the name of that object, and
    one that a check has made by "the check's" and that of the check's variable.

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
        while frame is not None and not self._is_makers(frame):
            in_constructor = in_constructor and frame.f_code.co_name in _CONSTRUCTOR
            if frame.f_code.co_name == "__init__" and in_constructor and frame.f_code.co_varnames:
                owner = frame.f_locals.get(frame.f_code.co_varnames[0], owner)
            frame = frame.f_back
        self._kept.append(primitive)
        self._owner[id(primitive)] = owner
        if id(owner) not in self._made:
            self._kept.append(owner)
            checks = frame is not None and frame.f_code.co_filename not in self._files
            self._made[id(owner)] = _Made(owner, frame, len(self._made), checks=checks)

    def _is_makers(self, frame: FrameType) -> bool:
        """Whether *frame* is one of the program or of the check, which is not of its world."""
        file = frame.f_code.co_filename
        if file in self._files:
            return True
        outside = frame.f_builtins is vars(builtins)
        return outside and not is_harness(file) and not is_library(file)

    def known(self, thing: object) -> bool:
        """Whether *thing* was made in this execution: a primitive, or what one is a part of."""
        return id(thing) in self._owner or id(thing) in self._made

    def of(self, primitives: list[Any], items: dict[int, str]) -> dict[int, str]:
        """The names of *primitives*, all different, by their ids.

        *items* has those that the program keeps in a list or dict, as `item_in` calls them.
        """
        known = [p for p in primitives if self.known(p)]
        made = {id(p): self._made[id(self._owner.get(id(p), p))] for p in known}
        groups: dict[str, list[_Made]] = {}
        for one in dict.fromkeys(made.values()):
            groups.setdefault(one.name, []).append(one)
        label: dict[int, str] = {}
        seen = {one.order: -i for i, one in reversed(list(enumerate(made.values())))}
        for name, group in groups.items():
            group.sort(key=lambda m: m.order)
            numbered = sorted(group, key=lambda m: -seen[m.order])
            owners = [m.owned_by for m in group]
            found = [items.get(id(m.owner), "") for m in group]
            for count, one in enumerate(group, 1):
                if len(group) == 1 and not found[0].startswith(f"{name}["):
                    text = name
                elif all(found) and len(set(found)) == len(found):
                    text = found[count - 1]
                elif one.many:
                    text = f"{name}[{count - 1}]"
                elif all(owners) and len(set(owners)) == len(owners):
                    text = f"{one.owned_by}.{name}"
                else:
                    text = f"{name} #{numbered.index(one) + 1}"
                label[one.order] = text
        return {key: label[one.order] for key, one in made.items()}


class _Made:
    """Where an object was made."""

    def __init__(self, owner: object, frame: FrameType | None, order: int, *, checks: bool) -> None:
        self.owner = owner
        self.order = order
        self.name = type(owner).__name__.lower()
        self.many = False  # one of the items of a list
        self.owned_by = ""  # the variable that holds the object it was made for
        if frame is None:
            return
        source = _statement(frame)
        match = _ASSIGNED.match(source) or _OPENED.match(source)
        if match is not None:
            self.name = match.group(1)
            self.many = bool(match.lastindex == 2 and match.group(2)) and " for " in source
        else:
            self.name = _one_of_several(frame, source) or self.name
        caller: FrameType | None = frame
        while caller is not None and caller.f_code.co_name in _CONSTRUCTOR:
            caller = caller.f_back
        if caller is not None and caller is not frame:
            match = _ASSIGNED.match(source_line(caller))
            self.owned_by = match.group(1) if match is not None else ""
        if checks:
            self.name = CHECKS + (self.name if self.many else self.owned_by or self.name)


def _column(frame: FrameType) -> int:
    """The column of what *frame* is at, in its line."""
    return list(frame.f_code.co_positions())[frame.f_lasti // 2][2] or 0


def _statement(frame: FrameType) -> str:
    """The line that *frame* is at, blank but for the statement there if it has several."""
    source = source_line(frame)
    before = len(source) - len(source.lstrip())
    try:
        tree = ast.parse(source.strip())
    except SyntaxError:  # one of several lines
        return source
    line, column, found = source.encode(), _column(frame), source
    for each in ast.walk(tree):  # the innermost comes last
        if isinstance(each, ast.stmt):
            begin, end = before + each.col_offset, before + (each.end_col_offset or 0)
            if begin <= column < end:
                found = " " * begin + line[begin:end].decode()
    return found


def _one_of_several(frame: FrameType, source: str) -> str:
    """The variable, in `ready, done = Event(), Event()`, of the object that is made in *frame*."""
    try:
        tree = ast.parse(source.strip()).body
    except SyntaxError:
        return ""
    match tree:
        case [ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values))]:
            column = _column(frame) - (len(source) - len(source.lstrip()))
            for target, value in zip(names, values, strict=False):
                if column in range(value.col_offset, value.end_col_offset or 0):
                    return getattr(target, "attr", getattr(target, "id", ""))
    return ""


def name_of(cls: type) -> str:
    """The name of *cls*, without asking its metaclass, which may be the program's."""
    name: str = type.__getattribute__(cls, "__name__")
    return name


class Objects:
    """What the objects of the program's classes are called: one name for each in all of a story.

    A variable of the main thread names one object (a parameter names another in each call). What
    has no such name, or shares it with others, goes by its class, and by a number if there are
    several. It numbers them as they are asked for, once all of them are known.
    """

    def __init__(self) -> None:
        self._names: dict[int, str] = {}  # by id, as is all here
        self._having: dict[str, set[int]] = {}
        self._kept: dict[int, Any] = {}
        self._numbers: dict[str, dict[int, int]] = {}

    def owns(self, owner: Any, attribute: str, frame: FrameType | None) -> None:
        """*owner* has that *attribute*; *frame* is one of the main thread."""
        self.met(owner)
        if not self._names.get(id(owner)):  # what has no name while it is made may have one later
            self._names[id(owner)] = (
                name_of(owner) if issubclass(type(owner), type) else outer_name(frame, owner)
            )
        self._having.setdefault(attribute, set()).add(id(owner))

    def met(self, thing: Any) -> None:
        """*thing* may have to be told of."""
        self._kept[id(thing)] = thing

    def attribute(self, owner: Any, attribute: str) -> str:
        """The attribute as `ann.balance`, if several objects have one of that name."""
        having = self._having.get(attribute, set())
        if len(having) < 2 or id(owner) not in having:
            return attribute
        return f"{self._name(owner) or self._numbered(owner)}.{attribute}"

    def value(self, thing: Any) -> str:
        """*thing* itself, as `ann` or `<Account #2>`."""
        return self._name(thing) or f"<{self._numbered(thing)}>"

    def _name(self, thing: Any) -> str:
        name = self._names.get(id(thing), "")
        return name if self._so_called[name] == 1 else ""

    def _numbered(self, thing: Any) -> str:
        kind = name_of(type(thing))
        numbers = self._numbers.setdefault(kind, {})
        number = numbers.setdefault(id(thing), len(numbers) + 1)
        return f"{kind} #{number}" if self._of_kind[kind] > 1 else kind

    @cached_property
    def _so_called(self) -> Counter[str]:
        return Counter(self._names.values())

    @cached_property
    def _of_kind(self) -> Counter[str]:
        return Counter(name_of(type(thing)) for thing in self._kept.values())
