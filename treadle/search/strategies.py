"""The strategies, by the names that people give them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from treadle.kernel import Execution
from treadle.search.default import Default
from treadle.search.exhaustive import Exhaustive
from treadle.search.pct import PCT
from treadle.search.pos import PartialOrderSampling
from treadle.search.random_walk import RandomWalk
from treadle.search.strategy import Strategy
from treadle.search.surw import SURW


class Search(Strategy, Protocol):
    """A strategy over many executions."""

    def start(self) -> bool:
        """Prepare the next execution; false if nothing is left to run."""

    def finish(self, execution: Execution) -> None:
        """Learn from *execution*, which is over."""


SAMPLERS: dict[str, Callable[[int], Search]] = {
    "random": RandomWalk,
    "pct": PCT,
    "pos": PartialOrderSampling,
    "surw": SURW,
}
"""The strategies that throw dice, by their names; each takes a seed."""

STRATEGIES = ("default", "exhaustive", *SAMPLERS)


def strategy(name: str, seed: int) -> Search:
    """The strategy *name*, one of `STRATEGIES`, whose dice start with *seed*."""
    if name == "default":
        return Default(seed)
    if name == "exhaustive":
        return Exhaustive()
    return SAMPLERS[name](seed)
