"""The hook by which an exception leaves a function of the program."""

from __future__ import annotations

import sys
from typing import Any

from treadle.kernel import state

_NO_ROOM = (RecursionError, MemoryError)
"""Exceptions after which nothing of ours is called: it might not be able to, either."""


def leaves() -> None:
    """An exception leaves the function that calls this: to be told, perhaps; it is no step."""
    execution = state.execution
    if execution is None or execution.recorder is None or execution.looking or execution.ending:
        return
    error = sys.exc_info()[1]
    if isinstance(error, Exception):
        execution.recorder.left(error, sys._getframe(1))


HOOKS: dict[str, Any] = {"leaves": leaves, "no_room": _NO_ROOM}
