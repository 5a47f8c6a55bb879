"""Partial order sampling: steps have priorities, drawn anew for those that race with the last one.

A random walk hardly ever lets a thread take many steps while another stands still. Priorities do;
and as a step that races with what has just been done gets a new one, each order of a race is about
as likely as the other, whatever else the threads do around it.

Source: Yuan, Yang and Gu, "Partial order aware concurrency sampling", CAV 2018, algorithm POS.
"""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.operation import dependent
from treadle.search.dice import Dice
from treadle.virtual_thread import VirtualThread

_PRIORITIES = 1 << 31


class PartialOrderSampling:
    """The strategy that takes the announced step with the highest priority.

    Args:
        seed: what the dice start with.

    """

    def __init__(self, seed: int = 0) -> None:
        self._dice = Dice(seed)

    def start(self) -> bool:
        """Prepare the next execution; there is always one more."""
        self._priorities: dict[int, int] = {}  # of the announced step, by the number of the thread
        return True

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        """The first of *enabled* by the priority of its step."""
        priorities = self._priorities
        for thread in execution.alive:
            if thread.index not in priorities:
                priorities[thread.index] = self._dice.below(_PRIORITIES)
        chosen = enabled[0]
        if len(enabled) > 1:
            chosen = max(enabled, key=lambda thread: priorities[thread.index])
        op = chosen.op
        for thread in execution.alive:
            if thread is chosen or dependent(thread.op, op):
                del priorities[thread.index]
        return chosen

    def finish(self, execution: Execution) -> None:
        """Nothing is learnt from an execution."""
