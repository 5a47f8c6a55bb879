"""The two virtual clocks.

* *adversarial*: a sleep may last any time, so it never orders anything; a timeout fires only while
  every other thread is blocked or asleep (somebody who computes is never so slow that a timeout
  fires, somebody who sleeps may be), except one of no time at all, which may always.
* *exact*: a simulation of discrete events. Computing takes no time; when nobody can run, the clock
  moves on to the next moment at which a sleep or a timeout ends.
"""

from __future__ import annotations

from treadle.operation import ASLEEP, IDLE_TIMEOUT, SLEEP, TIMEOUT
from treadle.virtual_thread import VirtualThread

ADVERSARIAL = "adversarial"
EXACT = "exact"

PATIENCE = 100
"""How often a program may ask for the time before the asking itself takes time,"""

TICK_S = 0.01
"""and how much, in seconds."""


class AdversarialClock:
    """Time that no order can be read from.

    Attributes:
        now: seconds since the start of the execution.

    """

    exact = False
    timeout = IDLE_TIMEOUT

    def __init__(self) -> None:
        self.now = 0.0
        self._asked = 0
        self._asked_at = 0.0

    def ask(self) -> float:
        """The time, for a program that asks.

        A program that keeps asking and does nothing else is waiting for time to pass; then it does.
        """
        self._asked = self._asked + 1 if self.now == self._asked_at else 0
        if self._asked > PATIENCE:
            self.now += TICK_S
        self._asked_at = self.now
        return self.now

    def may_time_out(self, thread: VirtualThread, enabled: list[VirtualThread]) -> bool:
        """Whether the wait of *thread* may run out while *enabled* are those who can run."""
        assert thread.timeout is not None
        return thread.timeout.kind is TIMEOUT or all(t.op.kind in ASLEEP for t in enabled)

    def advance(self, alive: list[VirtualThread]) -> bool:
        """Move on when nobody of *alive* can run; whether anything has come of it."""
        return False

    def deadlines(self, alive: list[VirtualThread]) -> list[float]:
        """When the sleeps and the waits of *alive* end, as far as this clock knows."""
        return []


class ExactClock(AdversarialClock):
    """Time in which computing takes none."""

    exact = True
    timeout = TIMEOUT

    def may_time_out(self, thread: VirtualThread, enabled: list[VirtualThread]) -> bool:
        """Whether the wait of *thread* has run out."""
        return thread.deadline <= self.now

    def advance(self, alive: list[VirtualThread]) -> bool:
        """Move on to the next moment at which a sleep or a wait ends."""
        deadlines = self.deadlines(alive)
        if deadlines:
            self.now = max(self.now, min(deadlines))
        return bool(deadlines)

    def deadlines(self, alive: list[VirtualThread]) -> list[float]:
        """When the sleeps and the waits of *alive* end."""
        return [
            t.deadline
            for t in alive
            if t.ready is not None
            and not t.gave_way
            and (t.op.kind is SLEEP or (t.timeout is not None and not t.in_time))
        ]
