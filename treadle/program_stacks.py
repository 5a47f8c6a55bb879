"""What the stacks of a program's processes, as `faulthandler` writes them, tell of it."""

from __future__ import annotations

import linecache
import re
from collections.abc import Collection
from pathlib import Path

Call = tuple[str, int, str]
"""A file, a line in it, and the name of the function; the innermost comes first."""

FLUSHING = "_finalize_join"
"""The function in which a process that is about to end waits until its queues are empty."""

_BORN = "_bootstrap"
"""The function of `multiprocessing` in which a process that it has forked does all that it does."""

_BEGIN = "(most recent call first):"
"""What comes before the calls of each thread; those of the main thread come last."""

_FOR_ROOM = ("_sem.acquire", "_wlock")
"""What somebody waits for who puts something into a queue that is full, or whose pipe is."""

_PIPES = [("multiprocessing", name) for name in ("connection.py", "queues.py")]
"""The modules in which somebody sends and receives."""

_RECEIVING = {"recv", "recv_bytes", "recv_bytes_into", "_recv", "get", "poll", "_poll", "wait"}


def calls_of_main(dump: str) -> list[Call]:
    """The calls of the main thread, without those in which its parent stood when it forked."""
    calls = _calls(dump.rpartition(_BEGIN)[2])
    born = [at for at, (*_, function) in enumerate(calls) if function == _BORN]
    return calls[: born[0]] if born else calls


def waits_for_room(dump: str) -> bool:
    """Whether the main thread has something to send, and there is no room for it."""
    for file, line, function in calls_of_main(dump)[:1]:
        if _module(file) == ("multiprocessing", "connection.py"):
            return function == "_send"
        if _module(file) == ("multiprocessing", "queues.py") and function == "put":
            source = linecache.getline(file, line)
            return any(name in source for name in _FOR_ROOM)
    return False


def somebody_receives(dumps: Collection[str]) -> bool:
    """Whether a thread of one of the processes receives something, or waits for something."""
    return any(
        _module(file) in _PIPES and function in _RECEIVING
        for dump in dumps
        for file, _, function in _calls(dump)
    )


def _calls(text: str) -> list[Call]:
    calls = re.findall(r'  File "(.*)", line (\d+) in (.*)', text)
    return [(file, int(line), function) for file, line, function in calls]


def _module(file: str) -> tuple[str, str]:
    return Path(file).parent.name, Path(file).name
