"""Probabilistic concurrency testing: threads have priorities, which change at a few points.

A bug of depth *d* is one that shows whenever *d* events come in a certain order. An execution of
*k* steps by *n* threads has it with a probability of at least 1 / (n * k ** (d - 1)).

Source: Burckhardt, Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with probabilistic
guarantees of finding bugs", ASPLOS 2010. How many steps and threads there will be is not known
beforehand here: the steps are taken from the longest execution so far (so the first has no point of
change), and a thread gets its place among the priorities when it is met.
"""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.search.dice import Dice
from treadle.virtual_thread import VirtualThread

DEPTH = 3
"""The depth of the bugs that are looked for."""


class PCT:
    """The strategy that runs the thread with the highest priority.

    Args:
        seed: what the dice start with.

    """

    def __init__(self, seed: int = 0) -> None:
        self._dice = Dice(seed)
        self._length = 0  # of the longest execution so far, in steps

    def start(self) -> bool:
        """Throw the dice for the points of change; there is always one more execution."""
        self._ranked: list[int] = []  # the threads by their priority, the highest last
        self._met = 0
        changes = DEPTH - 1 if self._length else 0
        self._changes = {self._dice.below(self._length) for _ in range(changes)}
        return True

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        """The first of *enabled* by priority; at a point of change it falls to the last place."""
        ranked = self._ranked
        for thread in range(self._met, len(execution.threads)):
            ranked.insert(self._dice.below(len(ranked) + 1), thread)
        self._met = len(execution.threads)
        chosen = _highest(ranked, enabled)
        if len(execution.events) in self._changes:
            ranked.remove(chosen.index)
            ranked.insert(0, chosen.index)
            chosen = _highest(ranked, enabled)
        return chosen

    def finish(self, execution: Execution) -> None:
        """Learn how long an execution may be."""
        self._length = max(self._length, len(execution.events))


def _highest(ranked: list[int], enabled: list[VirtualThread]) -> VirtualThread:
    return max(enabled, key=lambda thread: ranked.index(thread.index))
