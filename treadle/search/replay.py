"""Running one schedule again, and the token that names it.

The schedule that lets a thread go on as long as it can, and then the first that can run, needs no
words. Any other is told by where it departs from that: at which decision (a point at which more
than one thread can run, counted from 1) which of the threads that can run goes instead.
"""

from __future__ import annotations

from typing import NamedTuple

from treadle.kernel import Execution
from treadle.virtual_thread import VirtualThread

Schedule = tuple[tuple[int, int], ...]
"""The departures: (number of the decision, position of the chosen among the enabled)."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u, so that nothing is misread."""


class BadTokenError(ValueError):
    """A replay token that was mistyped, or that belongs to another program."""


ANOTHER_PROGRAM = "the token does not fit this program; has the file changed?"
"""What a token is told that names a thread, or a decision, that there is not."""


def token(schedule: Schedule) -> str:
    """The token of *schedule*: digits of five bits, the last a check digit."""
    digits: list[int] = []
    last = 0
    for decision, position in schedule:
        _append(digits, decision - last - 1)
        _append(digits, position)
        last = decision
    digits.append(_check(digits))
    return "".join(_ALPHABET[d] for d in digits)


def schedule_of(text: str) -> Schedule:
    """The schedule of the token *text*. Raises `BadTokenError`."""
    cleaned = text.strip().lower().replace("o", "0").replace("i", "1").replace("l", "1")
    digits = [_ALPHABET.find(c) for c in cleaned]
    if not digits or -1 in digits or _check(digits[:-1]) != digits[-1]:
        raise BadTokenError(f"{text!r} is not a replay token; was it copied whole?")
    numbers: list[int] = []
    value = shift = 0
    for digit in digits[:-1]:
        value |= (digit & 15) << shift
        shift += 4
        if not digit & 16:
            numbers.append(value)
            value = shift = 0
    if shift or len(numbers) % 2:
        raise BadTokenError(f"{text!r} is not a replay token; was it copied whole?")
    schedule: list[tuple[int, int]] = []
    decision = 0
    for gap, position in zip(numbers[::2], numbers[1::2], strict=True):
        decision += gap + 1
        schedule.append((decision, position))
    return tuple(schedule)


def _append(digits: list[int], number: int) -> None:
    """Append *number*, four bits a digit, lowest first; the fifth bit says that more follow."""
    while number > 15:
        digits.append(number & 15 | 16)
        number >>= 4
    digits.append(number)


def _check(digits: list[int]) -> int:
    total = 7
    for digit in digits:
        total = (total * 3 + digit) % 31
    return total


class Decision(NamedTuple):
    """A point at which more than one thread could run.

    Attributes:
        after: how many steps had been taken.
        able: how many could run.
        default: the position of the one that goes if nothing is said.
        thread: the number of that one.

    """

    after: int
    able: int
    default: int
    thread: int


class Replay:
    """The strategy that follows a schedule.

    Attributes:
        met: the decisions.

    """

    def __init__(self, schedule: Schedule) -> None:
        self._departures = dict(schedule)
        self.met: list[Decision] = []

    def start(self) -> bool:
        """Prepare the next execution."""
        self.met.clear()
        return True

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        """The thread that the schedule says. Raises `BadTokenError` if there is no such thread."""
        if len(enabled) == 1:
            return enabled[0]
        default = enabled.index(last) if last in enabled else 0
        met = Decision(len(execution.events), len(enabled), default, enabled[default].index)
        self.met.append(met)
        position = self._departures.get(len(self.met), default)
        if position >= len(enabled):
            raise BadTokenError(ANOTHER_PROGRAM)
        return enabled[position]

    def finish(self, execution: Execution) -> None:
        """Nothing is learnt from an execution."""
