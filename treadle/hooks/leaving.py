"""The hooks that an exception meets on its way: as it leaves a function, or is caught."""

from __future__ import annotations

import sys
from asyncio import CancelledError
from typing import Any

from treadle.ending import Unwind
from treadle.state import state

NO_ROOM = (RecursionError, MemoryError)
"""Exceptions after which nothing of ours is called: it might not be able to, either."""

PASSING = (GeneratorExit, CancelledError, Unwind)
"""Exceptions by which somebody else ends a function."""


def leaves() -> None:
    """An exception leaves the function that calls this: to be told, perhaps; it is no step."""
    error = _to_tell()
    if error is not None:
        state.execution.recorder.left(error, sys._getframe(1))  # type: ignore[union-attr]


def caught() -> None:
    """An exception is caught by the function that calls this."""
    error = _to_tell()
    if error is not None:
        state.execution.recorder.caught(error, sys._getframe(1))  # type: ignore[union-attr]


def _to_tell() -> BaseException | None:
    """The exception at hand, if anybody is going to be told of it."""
    execution = state.execution
    if execution is None or execution.recorder is None or execution.looking or execution.ending:
        return None
    error = sys.exc_info()[1]
    return None if isinstance(error, PASSING) else error


HOOKS: dict[str, Any] = {"leaves": leaves, "caught": caught, "no_room": NO_ROOM}
