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
        self._dice = Dice(seed)

    def start(self) -> bool:
        """Prepare the next execution; there is always one more."""
        return True

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        """Any of *enabled*."""
        if len(enabled) == 1:
            return enabled[0]
        return enabled[self._dice.below(len(enabled))]

    def finish(self, execution: Execution) -> None:
        """Nothing is learnt from an execution."""
