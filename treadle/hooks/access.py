"""The announcement of an access to shared memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from treadle.operation import READ, Kind, Operation, at_once
from treadle.state import state

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
    r"""Announce as one step what one call of C does to several objects.

    What that is may change before its turn comes: of a list, what is in it. Then it is announced
    anew, so that what is done is what was announced.

    Args:
        announcing: announces each.
        *args: what it is called with.

    """
    execution: Any = state.execution
    if execution.ending or execution.looking:  # or it is part of such a step
        announcing(*args)
        return
    shows, runs = _gathered(execution, announcing, *args)
    for _ in range(_ATTEMPTS):
        if not shows:
            return
        ops, peeks = list(shows), list(shows.values())
        if execution.recorder is not None:
            execution.running.peek = peeks if len(peeks) > 1 else peeks[0]
        before = len(execution.events)
        execution.access(at_once(ops))
        if runs:
            execution.memory.setdefault("in steps", set()).add(len(execution.events) - 1)
        if len(execution.events) == before + 1:
            return
        shows, runs = _gathered(execution, announcing, *args)
        if list(shows) == ops:
            return
        execution.leave_out("another thread changes what a call is about to look into")


_ATTEMPTS = 3


def _gathered(
    execution: Any, announcing: Callable[..., None], *args: Any
) -> tuple[dict[Operation, Any], bool]:
    """What *announcing* announces, last what is written, with what shows the value of each.

    And whether it runs code in its midst.
    """
    found = execution.gather(announcing, *args)
    runs = bool(execution.memory) and execution.memory.pop("running", False)
    return dict(sorted(found, key=lambda pair: pair[0].kind.writes)), runs


def in_steps() -> None:
    """Note that the step that is announced runs code in its midst, where others may come in.

    Nothing is proved if one that has to do with it races with it: see `Exhaustive.finish`.
    """
    execution: Any = state.execution
    execution.memory["running"] = True


def itself(obj: Any) -> Any:
    """*obj*, to be looked at."""
    return obj


def remember(kind: Kind, number: int, part: str | None) -> Operation:
    """The operation that reads or writes *part* of the object *number*, to be found next time."""
    op = Operation(kind, number, part)
    if number <= MANY:
        known = reads if kind is READ else writes
        if len(known) > MANY:
            known.clear()
        known[part][number] = op
    return op
