"""How busy the machine is: a limit of real time says nothing where others have the processor."""

from __future__ import annotations

import os
import time

MOST = 4.0
"""No limit becomes longer than so many times itself."""


def slowness() -> float:
    """How many want each processor, of late; 1 if nobody has to wait, or nobody knows.

    It is the mean over a minute or so, as the system keeps it (getloadavg(3)); Windows does not.
    """
    try:
        wanted = os.getloadavg()[0]
    except (AttributeError, OSError):
        return 1.0
    return min(max(wanted / (os.cpu_count() or 1), 1.0), MOST)


def is_over(begin_s: float, limit_s: float) -> bool:
    """Whether *limit_s* seconds of real time have passed, or what they become on a busy machine.

    Args:
        begin_s: when they began, as `time.monotonic` has it.
        limit_s: the limit on a machine where nobody waits.

    """
    passed_s = time.monotonic() - begin_s
    return passed_s >= limit_s and passed_s >= limit_s * slowness()
