"""Coroutines that do not come to an end: those never awaited, and those that all is over for."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from treadle.state import state


class Watching:
    """While it lasts, coroutines that are thrown away without having been awaited are heard of."""

    __slots__ = ("_before", "_depth")

    def __enter__(self) -> None:
        module: Any = warnings
        self._before = module._warn_unawaited_coroutine
        self._depth = sys.get_coroutine_origin_tracking_depth()
        module._warn_unawaited_coroutine = _thrown_away
        sys.set_coroutine_origin_tracking_depth(1)

    def __exit__(self, *_: object) -> None:
        module: Any = warnings
        sys.set_coroutine_origin_tracking_depth(self._depth)
        module._warn_unawaited_coroutine = self._before


def _thrown_away(coroutine: Any) -> None:
    execution = state.execution
    if execution is not None and not execution.ending:
        execution.memory.setdefault("thrown away", []).append(call_of(coroutine))


def call_of(coroutine: Any) -> tuple[str, str, int]:
    """What *coroutine* is a call of, and the file and line of the call."""
    origin = coroutine.cr_origin or (("", 0, ""),)
    return coroutine.__qualname__.rpartition(".<locals>.")[2], origin[0][0], origin[0][1]


def close_all(tasks: Iterable[Any]) -> None:
    """End the coroutines of *tasks* now: the garbage collector would do it in another execution."""
    for task in tasks:
        if not task.done():
            with suppress(BaseException):
                task.get_coro().close()
