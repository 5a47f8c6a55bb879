"""What the errors of a program, as Python has written them, say of it."""

from __future__ import annotations

import linecache
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Place = dict[str, Any]

BOOTSTRAPPING = "finished its bootstrapping phase"
"""What `multiprocessing` says in a process that starts another before it is ready itself."""

_DIED = re.compile(r"^Process (\S.*):\nTraceback \(most recent call last\):\n", re.MULTILINE)
"""What `multiprocessing` says of a process that dies of an exception."""

_LED_TO = ("During handling of the above exception", "The above exception was the direct cause")
"""How Python goes on from an exception to the one that came of it."""

_UNPICKLED = re.compile(r'queues\.py", line \d+, in _feed\n(?=.*\n?.*\.dumps\()')
"""In a traceback: what somebody has put into a queue cannot be pickled."""


@dataclass(frozen=True)
class Death:
    """Of what a process has died.

    Attributes:
        process: its name.
        error: the exception, as Python writes it.
        stack: the calls that it came out of, innermost last.

    """

    process: str
    error: str
    stack: list[Place]


def death(stderr: str) -> Death | None:
    """The first process that died of an exception, by name; who is first in time is chance."""
    pieces = _DIED.split(stderr)
    dead = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    if not dead:
        return None
    name = min(dead, key=lambda name: (len(name), name))
    return Death(name, *_raised(dead[name]))


def starts_in_the_import(stderr: str, folder: Path) -> Place | None:
    """Where, in a module below *folder* that was being imported, a process was to be started."""
    before = stderr.partition(BOOTSTRAPPING)[0]
    calls = re.findall(r'  File "(.*)", line (\d+), in <module>\n', before)
    own = [(file, int(line)) for file, line in calls if Path(file).is_relative_to(folder)]
    return _place(*own[-1]) if own else None


def last_line(text: str) -> str:
    """The last line of *text* that says anything."""
    return text.strip().rpartition("\n")[2].strip()


def lost_on_the_way(stderr: str) -> str:
    """Something that was put into a queue did not come out of it; empty if nothing was lost so."""
    found = _UNPICKLED.search(stderr)
    if found is None:
        return ""
    error, _ = _raised(stderr[found.end() :])
    return f"What a process put into a queue could not be pickled, so it is lost: {error}."


def _raised(said: str) -> tuple[str, list[Place]]:
    """The exception that a traceback is of, and its calls; *said* is what comes after its title."""
    error = ""
    stack: list[Place] = []
    for line in said.splitlines():
        if error and line and not line.startswith(_LED_TO):
            break  # what is said by others
        if line.startswith(_LED_TO):
            error, stack = "", []
        elif call := re.match(r'  File "(.*)", line (\d+), in ', line):
            stack.append(_place(call[1], int(call[2])))
        elif re.match(r"[\w.]+(: |$)", line):
            error = line
    return error or "an exception", stack


def _place(file: str, line: int) -> Place:
    return {"file": file, "line": line, "source": linecache.getline(file, line).strip()}
