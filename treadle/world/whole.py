"""A scenario that is a coroutine, run to its end, or not at all.

It is a task of the program's own loop, which the program may do with as it likes: it can end the
task, or put another coroutine in its place. Then nobody has seen what was to be seen to.
"""

from __future__ import annotations

from types import CoroutineType, ModuleType
from typing import Any


class Unfinished(Exception):
    """The program has ended what was to look at it."""


def run_whole(asyncio: ModuleType, scenario: CoroutineType[Any, Any, Any]) -> object:
    """What *scenario* returns; it is run by `run` of *asyncio*, the program's or Python's.

    Raises:
        Unfinished: it did not come to its end, and nothing was raised.

    """
    has_returned = False

    async def whole() -> object:
        nonlocal has_returned
        found = await scenario
        has_returned = True
        return found

    outer: Any = whole()
    outer.__name__, outer.__qualname__ = scenario.__name__, scenario.__qualname__
    found: object = asyncio.run(outer)
    if not has_returned:
        outer.close()
        scenario.close()
        raise Unfinished(
            f"{scenario.__name__}() did not come to its end: the program has ended its task, or "
            "put something else in its place"
        )
    return found
