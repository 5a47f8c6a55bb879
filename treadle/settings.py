"""How to explore a scenario."""

from __future__ import annotations

import math
from dataclasses import dataclass

from treadle.clocks import ADVERSARIAL
from treadle.limits import STEP_LIMIT

SCHEDULES = 2_000
"""Executions to run if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to explore.

    Attributes:
        schedules: the most executions to run.
        strategy: one of `treadle.search.strategies.STRATEGIES`.
        seed: for the random choices.
        clock: "adversarial" or "exact", see `treadle.clocks`.
        step_limit: steps after which an execution makes no progress.
        keep_going: whether to go on after a failure, and count them.
        races: whether two accesses that no synchronisation orders are a failure too.
        check_determinism: whether to run every execution twice, and compare what happens.
        told: whether a failure is shortened and its trace recorded, for somebody who wants to read.
        limit_s: after so much of the processor's time no further execution is begun, and that is
            the verdict. A busy machine does not shorten it. Only the checks of exercises have one,
            for somebody waits there who has not chosen how much is explored.

    """

    schedules: int = SCHEDULES
    strategy: str = "default"
    seed: int = 0
    clock: str = ADVERSARIAL
    step_limit: int = STEP_LIMIT
    keep_going: bool = False
    races: bool = False
    check_determinism: bool = False
    told: bool = True
    limit_s: float = math.inf
