"""Any thread that can run, each as likely as the others."""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.virtual_thread import VirtualThread

_MASK = (1 << 64) - 1


class Dice:
    """A small generator of our own, so that a seed gives the same numbers on every Python.

    It is a linear congruential generator with Knuth's constants for MMIX ("The Art of Computer
    Programming", volume 2, section 3.3.4), of which the upper bits are used.
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & _MASK
        self.below(2)

    def below(self, n: int) -> int:
        """A number from 0 to *n* - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _MASK
        return ((self._state >> 33) * n) >> 31


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
