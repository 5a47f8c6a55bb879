"""What a frame tells: where the program is, what it called, and what it calls an object."""

from __future__ import annotations

import contextlib
import linecache
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from treadle.text import printable
from treadle.trace import Place

_HARNESS = str(Path(__file__).parent)
_LIBRARY = str(Path(linecache.__file__).parent)

DEBUGGERS = ("bdb.py", "pydevd.py")
"""Files from which a program is looked at, by their ends."""

COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>")
"""What has a frame of its own until Python 3.11, and is a part of the function around it later."""

_HEAP_TYPE = 1 << 9
"""The flag of a class that is made by a program (Py_TPFLAGS_HEAPTYPE)."""

_ANYBODY = ("self", "cls")
_WITH_A_NAME_OF_THEIR_OWN = ("Barrier.", "Timer.")


def caller_frame(files: frozenset[str] | set[str]) -> Any:
    """The innermost frame of the calling thread that runs one of *files*, or None."""
    frame: Any = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename not in files:
        frame = frame.f_back
    return frame


def place_of(frame: FrameType) -> Place:
    """The line that *frame* is at."""
    function = frame.f_code.co_qualname
    while function.endswith(COMPREHENSIONS):
        function = function.rpartition(".<locals>.")[0]
    return place(frame.f_code.co_filename, frame.f_lineno, function)


def place(file: str, line: int, function: str) -> Place:
    """The line *line* of *file*, with its source."""
    source = linecache.getline(file, line).rstrip("\n").expandtabs()
    return Place(file, line, printable(source), function)


def source_line(frame: FrameType) -> str:
    """The line that *frame* is at, as it is written."""
    return linecache.getline(frame.f_code.co_filename, frame.f_lineno)


def library_call(frame: FrameType | None, files: set[str]) -> tuple[str, FrameType | None]:
    """What the program called to get to *frame*, and the frame of that.

    Returns:
        The name of a function of the standard library, such as "Queue.put", or "" if the program
        called a primitive itself, be it through an `ExitStack`; None in place of the frame then.

    """
    called: FrameType | None = None
    while frame is not None and frame.f_code.co_filename not in files:
        code = frame.f_code
        if not code.co_filename.startswith(_HARNESS):
            if not is_library(code.co_filename):
                break
            if code.co_filename != contextlib.__file__:
                called = frame
        elif code.co_qualname.startswith(_WITH_A_NAME_OF_THEIR_OWN):
            called = frame
        frame = frame.f_back
    if called is None:
        return "", None
    return called.f_code.co_qualname.removesuffix("_nowait"), called


def name_in(frame: FrameType | None, wanted: object) -> str:
    """The variable or attribute by which *frame* knows the object *wanted*; empty if by none."""
    while frame is not None and frame.f_code.co_name in ("<genexpr>", *COMPREHENSIONS):
        found = _name_within(frame, wanted)
        if found:
            return found
        frame = frame.f_back
    return _name_within(frame, wanted)


def _name_within(frame: FrameType | None, wanted: object) -> str:
    if frame is None or wanted is None:
        return ""
    variables = list(_variables(frame))
    for name, value in variables:
        if value is wanted and name not in _ANYBODY:
            return name
    for _, value in variables:
        for name, attribute in _attributes(value).items():
            if attribute is wanted:
                return str(name)
    for name, value in frame.f_globals.items():
        if value is wanted:
            return name
    for _, value in variables:  # at last, as `self.here.slip`, or as a variable of a class
        for owner in (value, *_attributes(value).values()):
            for name, attribute in (*_attributes(owner).items(), *_of_class(owner)):
                if attribute is wanted:
                    return str(name)
    return ""


def _of_class(value: object) -> Iterable[tuple[str, Any]]:
    """What the class of *value* keeps, if it is one of Python."""
    cls = type(value)
    is_plain = type.__getattribute__(cls, "__flags__") & _HEAP_TYPE
    return type.__getattribute__(cls, "__dict__").items() if is_plain else ()


def outer_name(frame: FrameType | None, wanted: object) -> str:
    """The variable, or item of one, by which *frame* or those that called it know *wanted*."""
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(_HARNESS) and not is_library(file):
            for name, value in _variables(frame):
                if value is wanted and name not in _ANYBODY:
                    return name
            found = item_in(frame, wanted)
            if found:
                return found
        frame = frame.f_back
    return ""


def item_in(frame: FrameType | None, wanted: object) -> str:
    """The item of a list or dict by which *frame* knows *wanted*; empty if it is in none."""
    if frame is None or wanted is None:
        return ""
    for name, value in _variables(frame):
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


def _variables(frame: FrameType) -> Iterator[tuple[str, Any]]:
    """The program's own local variables of *frame*, with their values.

    Those of a comprehension come after those of the function around it, as they do where it has
    no frame of its own.
    """
    parts = [frame.f_locals]
    while frame.f_code.co_name in COMPREHENSIONS and frame.f_back is not None:
        frame = frame.f_back
        parts.insert(0, frame.f_locals)
    found = {name: value for part in parts for name, value in part.items()}
    return ((n, v) for n, v in found.items() if not n.startswith(("__treadle", ".")))


def _attributes(value: object) -> dict[str, Any]:
    """What *value* keeps in itself, without running any code of its class."""
    try:
        found: dict[str, Any] = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return found


def is_library(file: str) -> bool:
    """Whether *file* is one of the standard library."""
    return file.startswith(_LIBRARY) and "site-packages" not in file


def is_harness(file: str) -> bool:
    """Whether *file* is one of Treadle's own."""
    return file.startswith(_HARNESS)
