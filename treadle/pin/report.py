"""What a program says about itself: lines of its code, and events for the one who started it."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import linecache
import os
import signal
import sys
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from .ledger import Ledger

Stack = tuple[tuple[CodeType, int], ...]
"""Calls, the innermost first: the code, and the offset of the instruction it stands at."""

FOLDER = "TREADLE_REPORTS"
"""Names, in the environment, the folder that takes the stacks; also marks all our processes."""

DEPTH = 40
"""A stack is told no deeper than this."""

EVENTS = 20
"""A process sends no more events than this, but for those that decide."""

DECIDING = ("deadlock", "gave-up")

CHARACTERS = 200
"""Of a line no more is told than this."""

_OURS = f"{Path(__file__).parent}{os.sep}"
_LIBRARY = f"{Path(contextlib.__file__).parent}{os.sep}"


class _Process:
    """Which process of the program this is: "0" the one started, "0.2" its second fork, …"""

    label = "0"
    forks = 0
    events = 0
    ledger: Ledger | None = None


def stack_of(frame: FrameType | None) -> Stack:
    """The calls from *frame* outwards, but for ours; cheap, as nothing is looked up yet."""
    while frame is not None and frame.f_code.co_filename.startswith(_OURS):
        frame = frame.f_back
    places: list[tuple[CodeType, int]] = []
    while frame is not None and len(places) < DEPTH:
        places.append((frame.f_code, frame.f_lasti))
        frame = frame.f_back
    return tuple(places)


def is_library(file: str) -> bool:
    """Whether *file* belongs to Python, to us or to an installed package, not to the program."""
    return file.startswith((_LIBRARY, _OURS, "<")) or f"{os.sep}site-packages{os.sep}" in file


def told(stack: Stack) -> list[dict[str, Any]]:
    """The lines of the program in *stack*, the outermost first; of the library if none is."""
    own = [place for place in stack if not is_library(place[0].co_filename)]
    return [_told(*place) for place in reversed(own[:DEPTH] or stack[:1])]


def _told(code: CodeType, instruction: int) -> dict[str, Any]:
    line, _, column, _ = next(islice(code.co_positions(), instruction // 2, None))
    line = line or code.co_firstlineno
    text = linecache.getline(code.co_filename, line)
    source = text.strip()[:CHARACTERS]
    indent = len(text) - len(text.lstrip())
    return {
        "file": code.co_filename,
        "line": line,
        "column": (column or 0) - indent,
        "function": code.co_name,
        "source": source,
    }


def send(event: str, **facts: Any) -> None:
    """Tell an event to the process that started the program; a person if there is none."""
    _Process.events += 1
    if _Process.events > EVENTS and event not in DECIDING:
        return
    said = {"event": event, "process": _Process.label, "number": _Process.events, **facts}
    text = json.dumps(said)
    if _Process.ledger is not None:
        _Process.ledger.write(f"{text}\n".encode(), urgent=event in DECIDING)
        return
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{text}\n")


def begin() -> None:
    """Be a program that somebody has started who wants to know of it, if that is so."""
    if _folder() is not None:
        _Process.ledger = Ledger.from_standard_input()
    show_stacks_when_asked()


def _folder() -> Path | None:
    name = os.environ.get(FOLDER)
    return None if name is None else Path(name)


def about_to_fork() -> None:
    """The process forks."""
    _Process.forks += 1


def forked() -> None:
    """The process is a child that has just been forked."""
    _Process.label += f".{_Process.forks}"
    _Process.forks = _Process.events = 0
    show_stacks_when_asked()


def show_stacks_when_asked() -> None:
    """On SIGUSR2 write the stacks of this process to a file in the folder for events."""
    folder = _folder()
    if folder is not None and hasattr(faulthandler, "register"):
        with contextlib.suppress(OSError):
            file = os.open(folder / f"{_Process.label}.stacks", os.O_CREAT | os.O_WRONLY)
            faulthandler.register(signal.SIGUSR2, file, all_threads=True)
