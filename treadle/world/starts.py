"""Whether a thread has been started, for whoever asks who is not the one that starts it."""

from __future__ import annotations

from typing import Any

from treadle.kernel import Execution
from treadle.operation import READ, WRITE, Operation
from treadle.state import state


def ask(execution: Execution, thread: Any) -> None:
    """Announce that the running thread goes by whether *thread* has been started.

    Whoever has started it knows; as long as nobody else asks, to start it is no step of its own.
    """
    world = execution.memory.get("world")  # a kernel can be run without one
    if world is None or thread._started_by is execution.running:
        return
    if state.active and not world.starts_matter:
        world.starts_matter = world.grew = True  # from now on it is a step to start
        execution.cut = True
    if world.starts_matter:
        execution.step(Operation(READ, execution.number(thread)))


def starts(execution: Execution, thread: Any) -> None:
    """Announce that the running thread starts *thread*, to those who ask."""
    world = execution.memory.get("world")
    if world is not None and world.starts_matter:
        execution.step(Operation(WRITE, execution.number(thread)))
