"""Whether a thread has been started, for whoever asks who is not the one that starts it."""

from __future__ import annotations

from typing import Any

from treadle import questions
from treadle.kernel import Execution
from treadle.operation import READ, WRITE, Operation
from treadle.questions import IS_IT_STARTED


def ask(execution: Execution, thread: Any) -> None:
    """Announce that the running thread goes by whether *thread* has been started.

    Whoever has started it knows; as long as nobody else asks, to start it is no step of its own.
    """
    if thread._treadle_started_by is execution.running:
        return
    questions.ask(execution, IS_IT_STARTED)
    if IS_IT_STARTED in execution.questions:
        execution.step(Operation(READ, execution.number(thread)))


def starts(execution: Execution, thread: Any) -> None:
    """Announce that the running thread starts *thread*, to those who ask."""
    if IS_IT_STARTED in execution.questions:
        execution.step(Operation(WRITE, execution.number(thread)))
