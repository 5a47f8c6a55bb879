"""Processes that have left the group of those who started them, and would outlive them.

They are known by a mark, a variable of their environment, which Linux shows of every process. Where
nothing shows it, who leaves the group is not found.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

ROUNDS = 100
"""So often, at most, all that are found are ended: the last ones may have started others."""


def end_marked(name: str, value: str) -> None:
    """End every process that was started with *name* set to *value* in its environment."""
    for _ in range(ROUNDS):
        found = list(marked(name, value))
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if not found:
            return


def marked(name: str, value: str) -> Iterator[int]:
    """The numbers of all processes that have this mark; none where nothing shows it."""
    mark = f"{name}={value}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
