"""The chance in a search: a seed gives the same numbers on every machine and every Python."""

from __future__ import annotations

from collections.abc import Callable

_MASK = (1 << 64) - 1


class Dice:
    """A small generator of our own, for Python's may change from one version to the next.

    It is a linear congruential generator with Knuth's constants for MMIX ("The Art of Computer
    Programming", volume 2, section 3.3.4), of which the upper bits are used.

    Args:
        seed: any integer.

    """

    __slots__ = ("below",)

    below: Callable[[int], int]
    """A number from 0 to *n* - 1; *n* is at most 2 ** 31."""

    def __init__(self, seed: int) -> None:
        state = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & _MASK

        def below(n: int) -> int:  # a closure: it is called at every step, and is the faster for it
            nonlocal state
            state = (state * 6364136223846793005 + 1442695040888963407) & _MASK
            return ((state >> 33) * n) >> 31

        self.below = below
        below(2)

    def weighted(self, weights: list[int]) -> int:
        """A position in *weights*, each as likely as its weight; they must not all be 0."""
        left = self.below(sum(weights))
        for position, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return position
        raise ValueError("no weight is above 0")
