"""Files whose inner lock the pin knows.

A file with a buffer has a lock of its own, in C, which its writer holds until the system has taken
what there is to write. If the program forks at that moment, the child's copy of the file is locked
for ever. `install` has `open` return files that show this lock to the pin: real ones, of the same
classes or of classes derived from them, which write the same.

The lock is shown from the second time on that one file writes: a file that is opened anew for each
line is seen by nobody else, and its lock would only take the turn of another one.
"""

from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from . import locks, report

_really_open = io.open

_writers: WeakSet[_Writer] = WeakSet()
"""All files that may be found locked in a child."""

_BLOCKED = ("write", "flush", "close", "detach", "seek", "tell", "truncate")
"""What waits for the lock."""


class _File(io.FileIO):
    """What is below the buffer: whoever writes here holds the lock of the buffer."""

    lock: Any = None
    born: report.Stack = ()
    has_written = False

    def write(self, data: Any, /) -> Any:
        """As `io.FileIO.write`."""
        if self.lock is None and self.has_written:
            self.lock = locks.Lock()
            self.lock.born, self.lock.of_file = self.born, True
        self.has_written = True
        if self.lock is None or self.lock.orphan or not self.lock.acquire(blocking=False):
            return super().write(data)
        try:
            return super().write(data)
        finally:
            self.lock.release()


class _Writer(io.BufferedWriter):
    """The buffer."""


def install() -> None:
    """Put this `open` in the place of Python's."""
    vars(builtins).update(open=_open)
    vars(io).update(open=_open)


def forked() -> None:
    """Note that this process is a new child: who uses a locked file here waits for its lock."""
    for writer in list(_writers):
        file = writer.raw
        if isinstance(file, _File) and file.lock is not None and file.lock.orphan:
            for method in _BLOCKED:
                setattr(writer, method, _waits_for(file.lock))


def _waits_for(lock: Any) -> Callable[..., Any]:
    def wait(*_: Any) -> None:
        if not sys.is_finalizing():  # Python itself does not wait then, either
            lock.acquire()

    return wait


def _open(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: Callable[[str, int], int] | None = None,
) -> Any:
    """As `open`."""
    asked = (mode, buffering, encoding, errors, newline)
    if not _is_of_a_writer(*asked):
        return _really_open(file, *asked, closefd, opener)
    is_binary = "b" in mode
    raw = _File(file, mode.strip("bt"), closefd, opener)
    opened: Any = raw
    try:
        raw.born = report.stack_of(sys._getframe(1))
        is_terminal = buffering < 0 and raw.isatty()
        opened = writer = _Writer(raw, buffering if buffering > 1 else _size(raw))
        _writers.add(writer)
        if not is_binary:
            by_line = buffering == 1 or is_terminal
            opened = io.TextIOWrapper(writer, encoding, errors, newline, line_buffering=by_line)
            vars(opened)["mode"] = mode
    except BaseException:
        opened.close()
        raise
    return opened


def _size(raw: io.FileIO) -> int:
    """How many bytes the buffer takes that Python gives the file *raw*; from 3.14 on, more."""
    block = getattr(raw, "_blksize", io.DEFAULT_BUFFER_SIZE)
    if sys.version_info >= (3, 14):
        return max(min(block, 8 << 20), io.DEFAULT_BUFFER_SIZE)
    return max(block, 2)


def _is_of_a_writer(mode: Any, buffering: Any, *of_text: Any) -> bool:
    """Whether `open` makes of this a file with a buffer that is only written to."""
    is_plain = isinstance(mode, str) and mode.strip("bt") in ("w", "a", "x") and len(mode) <= 2
    if not is_plain:
        return False
    is_binary = "b" in mode
    if not isinstance(buffering, int) or buffering == 0 or (is_binary and buffering == 1):
        return False
    return not is_binary or of_text == (None, None, None)
