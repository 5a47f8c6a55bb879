"""What a task of `asyncio` waits for: told from the coroutines that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import FrameType
from typing import Any, NamedTuple

from treadle.operation import (
    ACQUIRE,
    AWAIT,
    DOWN,
    FUTURE,
    GET,
    JOIN,
    PUT,
    REACQUIRE,
    SLEEP,
    Kind,
)

_CALLS: dict[str, Kind] = {
    "Lock.acquire": ACQUIRE,
    "Event.wait": AWAIT,
    "Condition.wait": REACQUIRE,
    "Semaphore.acquire": DOWN,
    "Barrier.wait": AWAIT,
    "Queue.get": GET,
    "Queue.put": PUT,
    "Queue.join": AWAIT,
    "sleep": SLEEP,
}
"""Functions of `asyncio` that wait, and for what."""

_NAMED = frozenset({"Barrier.wait", "Queue.put", "Queue.join"})
"""Those of them that a story has words of its own for."""

_GROUPS = {"TaskGroup.__aexit__": "self", "TaskGroup._aexit": "self", "_wait": "fs"}
"""Functions that wait for several tasks, and the variable that has them."""


class Await(NamedTuple):
    """What a task waits for.

    Attributes:
        frame: where in the program it stands; None if in none of its functions.
        kind: what it wants to do.
        call: the function of `asyncio` that waits for it, if a story has words for that.
        obj: the primitive, task or future that it waits for.

    """

    frame: FrameType | None
    kind: Kind
    call: str
    obj: Any


def awaited(task: Any, files: set[str]) -> Await:
    """What *task*, which is not running, waits for; *files* are those of the program."""
    place: FrameType | None = None
    inside: list[FrameType] = []
    for frame in _frames(task.get_coro()):
        if frame.f_code.co_filename in files:
            place, inside = frame, []
        else:
            inside.append(frame)
    waiter = task._fut_waiter
    for frame in inside:
        name = frame.f_code.co_qualname
        kind = _CALLS.get(name)
        if kind is not None:
            call = name if name in _NAMED else ""
            return Await(place, kind, call, frame.f_locals.get("self"))
        if name in _GROUPS:
            group = frame.f_locals.get(_GROUPS[name])
            left = _unfinished(getattr(group, "_tasks", group) or ())
            if left is not None:
                return Await(place, JOIN, "", left)
    children = getattr(waiter, "_children", None)
    if children is not None:
        waiter = _unfinished(children) or waiter
    return Await(place, JOIN if hasattr(waiter, "get_coro") else FUTURE, "", waiter)


def _frames(coroutine: Any) -> Iterator[FrameType]:
    """The frames that *coroutine* stands in, from the outermost."""
    while coroutine is not None:
        for prefix, following in (("cr", "await"), ("gi", "yieldfrom"), ("ag", "await")):
            frame = getattr(coroutine, f"{prefix}_frame", None)
            if frame is not None:
                yield frame
                coroutine = getattr(coroutine, f"{prefix}_{following}")
                break
        else:
            return


def _unfinished(futures: Iterable[Any]) -> Any:
    """The first of *futures* that is not done."""
    return next((f for f in futures if not f.done()), None)
