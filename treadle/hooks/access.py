"""The announcement of an access to shared memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from treadle.kernel import state
from treadle.operation import READ, Kind, Operation, dependent

MANY = 1_000
"""How much to remember of classes, of which every execution makes its own, and of operations."""

Hooks = dict[str, Callable[..., Any]]
"""Hooks by their names, without the `__treadle_` and `__` around them in instrumented code."""

_new = tuple.__new__  # twice as fast as the constructor of a NamedTuple

reads: defaultdict[str | None, dict[int, Operation]] = defaultdict(dict)
"""Operations that read, by part and number of object: to find one is faster than to make one."""
writes: defaultdict[str | None, dict[int, Operation]] = defaultdict(dict)
"""Operations that write."""


class Scope:
    """Stands for one call of a function whose variables inner functions share."""

    __slots__ = ()


def announce(
    kind: Kind, obj: object, part: Any, peek: Callable[..., Any] | None = None, *args: Any
) -> None:
    r"""Announce a read or write of *part* of *obj*; *peek(\*args)* shows its value."""
    execution: Any = state.execution
    if execution.recorder is not None:
        execution.running.peek = None if peek is None else partial(peek, *args)
    number = execution.objects.get(id(obj)) or execution.number(obj)
    if part is None or type(part) is str:
        known = reads if kind is READ else writes
        op = known[part].get(number) or remember(kind, number, part)
    else:  # as a key 1 is the same as True, but not as a part
        op = _new(Operation, (kind, number, part, None))
    execution.access(op)


def together(announcing: Callable[..., None], *args: Any) -> None:
    r"""Announce by *announcing(\*args)* what one call of C does to several objects.

    Each is a step, but the call is made after the last. If somebody has come in between who has to
    do with one of them, the steps are not where the call is: they are announced once more. What
    would then have come of the steps as they were is for other schedules to show, perhaps.
    """
    execution: Any = state.execution
    for _ in range(_ATTEMPTS):
        begun = len(execution.events)
        announcing(*args)
        if _nobody_came_between(execution, begun):
            return
        execution.cut = True
        execution.memory["torn"] = True


_ATTEMPTS = 3


def _nobody_came_between(execution: Any, begun: int) -> bool:
    """Whether the running thread's steps since event *begun* might as well have been one."""
    events = execution.events
    if len(events) - begun < 2:
        return True
    me = execution.running.index
    mine: list[Operation] = []
    for who, op in events[begun:]:
        if who == me:
            mine.append(op)
        elif any(dependent(own, op) for own in mine):
            return False
    return True


def itself(obj: Any) -> Any:
    """*obj*, to be looked at."""
    return obj


def unseen() -> None:
    """Note that something is done for which no step stands: nothing is proved of this execution."""
    execution: Any = state.execution
    execution.memory["unseen"] = True


def remember(kind: Kind, number: int, part: str | None) -> Operation:
    """The operation that reads or writes *part* of the object *number*, to be found next time."""
    op = Operation(kind, number, part)
    if number <= MANY:
        known = reads if kind is READ else writes
        if len(known) > MANY:
            known.clear()
        known[part][number] = op
    return op
