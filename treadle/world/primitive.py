"""What all primitives of `threading` share.

Each is written against the kernel: it announces its operation, and when it may go on it performs
it on plain attributes. None of them waits, retries or is thread-safe by itself; the kernel runs one
thread at a time and switches only at an announcement.
"""

from __future__ import annotations

import warnings
from typing import Any

from treadle.afterwards import AFTERWARDS
from treadle.kernel import Execution
from treadle.operation import READ, whole
from treadle.state import state


class Primitive:
    """A number, and a state that belongs to one execution.

    A primitive can outlive an execution (a lock made by a module of the standard library that is
    loaded once); the first use in the next execution resets it.
    """

    __slots__ = ("__weakref__", "_number", "_treadle_run")

    IN_C = "_thread.lock"
    """What Python's own is made of, or the first such thing in it: why it cannot be copied."""

    def __init__(self) -> None:
        self._treadle_run: Execution | None = None
        self._number = 0
        execution = state.execution
        if execution is not None:
            execution.number(self)
            if execution.recorder is not None:
                execution.recorder.created(self)

    def _treadle_execution(self) -> Execution:
        """The execution under way, with this primitive made ready for it."""
        execution = state.execution
        if execution is None:
            execution = AFTERWARDS
        if self._treadle_run is not execution:
            self._treadle_run = execution
            self._number = execution.number(self)
            self._reset(execution)
        return execution

    def _treadle_shown(self) -> None:
        """Announce that its state is shown, if it is the program that shows it."""
        execution = self._treadle_execution()
        if state.active:
            execution.step(whole(READ, self._number))

    def __reduce_ex__(self, protocol: object, /) -> Any:
        if type(self).__reduce__ is not object.__reduce__:
            return self.__reduce__()
        raise TypeError(f"cannot pickle '{self.IN_C}' object")

    def _reset(self, execution: Execution) -> None:
        raise AssertionError("each primitive knows how to start")


def deprecated(old: str, instead: str) -> None:
    """Warn, as Python does, of the name *old* of a method of `threading`."""
    warnings.warn(f"{old} is deprecated, {instead} instead", DeprecationWarning, stacklevel=3)
