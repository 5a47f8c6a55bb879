"""The stack of each operation, kept where a data race may have to be told."""

from __future__ import annotations

from types import FrameType

from treadle.data_race import first_race
from treadle.frames import place
from treadle.kernel import Execution
from treadle.trace import Race
from treadle.virtual_thread import VirtualThread

_Line = tuple[str, int, str]
"""File, line and function."""

DEEPEST = 20
"""So many lines are told of a stack, the innermost."""


class Stacks:
    """The stacks of one execution.

    Args:
        files: the files of the program under test; other lines are not its own.

    """

    def __init__(self, files: set[str]) -> None:
        self._files = files
        self._announced: dict[int, tuple[_Line, ...]] = {}  # by thread
        self._stacks: list[tuple[_Line, ...]] = []  # by operation
        self._positions: list[int] = []  # of the operation, among the events of the trace

    def announced(self, thread: VirtualThread, frame: FrameType | None) -> None:
        """*thread* stands before an operation, in *frame* of the program."""
        self._announced[thread.index] = _stack(frame, self._files)

    def chosen(self, thread: VirtualThread, position: int) -> None:
        """*thread* goes on with it; *position* is that of the event, should there be one."""
        self._stacks.append(self._announced.pop(thread.index, ()))
        self._positions.append(position)

    def race(self, execution: Execution) -> Race | None:
        """The first data race of *execution*, as the trace tells it; None if there is none."""
        found = first_race(execution)
        if found is None:
            return None
        first, second = (
            tuple(place(*line) for line in self._stacks[i]) for i in (found.first, found.second)
        )
        where, parent = self._positions, found.parent
        if parent is not None:
            parent = sum(t.effect is None for t in execution.threads[:parent])
        parts = found.parts
        return Race(
            where[found.first] + parts[0], where[found.second] + parts[1], (first, second), parent
        )


def _stack(frame: FrameType | None, files: set[str]) -> tuple[_Line, ...]:
    """The lines of the program that led to *frame*, the innermost last."""
    lines: list[_Line] = []
    while frame is not None and len(lines) < DEEPEST:
        code = frame.f_code
        if code.co_filename in files:
            lines.append((code.co_filename, frame.f_lineno, code.co_qualname))
        frame = frame.f_back
    return tuple(reversed(lines))
