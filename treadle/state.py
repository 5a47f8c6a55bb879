"""The one execution that is under way in this process, for all that have to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from treadle.kernel import Execution


class State:
    """What the instrumentation has to know at every access, and nothing more."""

    __slots__ = ("active", "execution")

    def __init__(self) -> None:
        self.active = False
        """Whether accesses are announced: more than one thread may be at work."""
        self.execution: Execution | None = None


state = State()
"""The one execution that is under way in this process."""


def running_execution() -> Execution:
    """The execution under way. Raises `RuntimeError` outside one."""
    if state.execution is None:
        raise RuntimeError("this needs a running exploration; use it inside @treadle.explore")
    return state.execution
