"""`time`, on the virtual clock."""

from __future__ import annotations

import time
from functools import partial
from time import struct_time
from types import ModuleType
from typing import Any

from treadle.passing_time import sleep
from treadle.state import running_execution
from treadle.time_of_day import seconds_gone, time_of_day

LONGEST_S = 2**63 / 1e9
"""So long can be slept: Python counts nanoseconds in 64 bits."""


class _Functions:
    """They are methods of one object: put into a class, they do not become methods of that."""

    def sleep(self, seconds: float, /) -> None:
        if seconds != seconds:
            raise ValueError("Invalid value NaN (not a number)")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if seconds > LONGEST_S:
            raise OverflowError("timestamp out of range for platform time_t")
        execution = running_execution()
        if execution.running.loop is not None and seconds > 0:
            execution.running.loop.sleeps(float(seconds))
        sleep(execution, float(seconds))

    def time(self) -> float:
        return time_of_day()

    def time_ns(self) -> int:
        return round(time_of_day() * 1e9)

    def monotonic(self) -> float:
        return seconds_gone()

    def monotonic_ns(self) -> int:
        return round(seconds_gone() * 1e9)

    def localtime(self, seconds: float | None = None, /) -> struct_time:
        return time.localtime(time_of_day() if seconds is None else seconds)

    def gmtime(self, seconds: float | None = None, /) -> struct_time:
        return time.gmtime(time_of_day() if seconds is None else seconds)

    def ctime(self, seconds: float | None = None, /) -> str:
        return time.ctime(time_of_day() if seconds is None else seconds)

    def asctime(self, *when: Any) -> str:
        return time.asctime(*when or (self.localtime(),))

    def strftime(self, form: str, /, *when: Any) -> str:
        return time.strftime(form, *when or (self.localtime(),))


def make_time() -> ModuleType:
    """`time`, on the virtual clock."""
    module = ModuleType("time")
    module.__dict__.update(time.__dict__)
    ours = _Functions()
    for name in vars(_Functions):
        if not name.startswith("__"):
            module.__dict__[name] = getattr(ours, name)
    for clock in ("perf_counter", "process_time", "thread_time"):
        module.__dict__[clock] = ours.monotonic
        module.__dict__[f"{clock}_ns"] = ours.monotonic_ns
    for name in ("altzone", "daylight", "timezone", "tzname"):  # which `tzset` changes
        del module.__dict__[name]
    module.__dict__["__getattr__"] = partial(getattr, time)
    return module
