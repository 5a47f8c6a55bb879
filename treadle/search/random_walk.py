"""Any thread that can run, each as likely as the others."""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.search.dice import Dice
from treadle.virtual_thread import VirtualThread


class RandomWalk:
    """The strategy that throws dice at every step.

    Args:
        seed: what the dice start with.

    """

    def __init__(self, seed: int = 0) -> None:
        self._below = Dice(seed).below

    def start(self) -> bool:
        """Prepare the next execution; there is always one more."""
        return True

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        """Any of *enabled*."""
        count = len(enabled)
        return enabled[0] if count == 1 else enabled[self._below(count)]

    def finish(self, execution: Execution) -> None:
        """Nothing is learnt from an execution."""
