"""What an operation is done to: an object, and perhaps a part of it."""

from __future__ import annotations

from typing import Any

from treadle.kernel import Execution
from treadle.operation import NOTIFY, REACQUIRE, WAIT, Operation


def number_of(op: Operation) -> int:
    """The number of the object that *op* is done to; for a condition, its own, not its lock's."""
    if op.kind in (WAIT, REACQUIRE):
        return int(op.detail)
    if op.kind is NOTIFY:
        return int(op.detail[0])
    return op.obj


def object_of(op: Operation, execution: Execution | None) -> Any:
    """The object that *op* is done to; None if it is done to nothing."""
    number = number_of(op)
    if execution is None or not 0 < number <= len(execution.kept):
        return None
    return execution.kept[number - 1]


def part_of(op: Operation) -> str:
    """The part of the object that *op* is done to, as text; empty for the whole."""
    if op.part is None:
        return ""
    return op.part if isinstance(op.part, str) else f"[{op.part[0]!r}]"
