"""The time of day, as the program has it: by the virtual clock, and the same in every execution."""

from __future__ import annotations

from treadle.afterwards import AFTERWARDS
from treadle.passing_time import ask_time
from treadle.state import state

START_OF_TIME_S = 1_600_000_000.0
"""What `time.time()` answers at the start of every execution."""


def seconds_gone() -> float:
    """How long the execution has taken."""
    return ask_time(state.execution or AFTERWARDS)


def time_of_day() -> float:
    """How long ago 1970 began, in seconds."""
    return START_OF_TIME_S + seconds_gone()
