"""The hooks at the head of loops, where a thread that goes round for nothing is made to wait."""

from __future__ import annotations

import inspect
import sys

from treadle.hooks.access import Hooks
from treadle.limits import count_round
from treadle.spinning import a_long_way, next_round
from treadle.state import state

_SUSPENDS = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
"""In the flags of code that others may run in the midst of."""


def loop(number: int, around: int) -> None:
    """The running thread comes to the head of the `while` loop *number*, which is in *around*."""
    execution = state.execution
    if execution is not None:
        frame = sys._getframe(1)
        count_round(execution, frame)
        if state.active and not frame.f_code.co_flags & _SUSPENDS:
            next_round(execution, number, around, frame)


def turn(number: int, around: int) -> None:
    """The running thread begins a round of the endless `for` loop *number*, in *around*."""
    execution = state.execution
    if execution is not None:
        frame = sys._getframe(1)
        count_round(execution, frame)
        if state.active and not frame.f_code.co_flags & _SUSPENDS:
            next_round(execution, number, around, frame, goes_on=True)


def tick() -> None:
    """The running thread begins a round of a `for` loop."""
    execution = state.execution
    if execution is not None:
        frame = sys._getframe(1)
        count_round(execution, frame, counted=True)
        if state.active and not frame.f_code.co_flags & _SUSPENDS:
            a_long_way(execution)


HOOKS: Hooks = {"loop": loop, "tick": tick, "turn": turn}
