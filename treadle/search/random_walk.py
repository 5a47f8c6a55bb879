"""Any thread that can run, each as likely as the others."""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.search.dice import Dice
from treadle.search.strategy import Chooser
from treadle.virtual_thread import VirtualThread


class RandomWalk:
    """The strategy that throws dice at every step.

    Args:
        seed: what the dice start with.

    """

    choose: Chooser
    """Any of those who can run."""

    def __init__(self, seed: int = 0) -> None:
        below = Dice(seed).below

        def choose(
            enabled: list[VirtualThread], last: VirtualThread, execution: Execution
        ) -> VirtualThread:
            count = len(enabled)
            return enabled[0] if count == 1 else enabled[below(count)]

        self.choose = choose

    def start(self) -> bool:
        """Prepare the next execution; there is always one more."""
        return True

    def finish(self, execution: Execution) -> None:
        """Nothing is learnt from an execution."""
