"""The strategy that is used if none is named: all schedules if they are few, else the likeliest.

An exhaustive search is at its best on small programs, where it proves something, and at its worst
on large ones, of which it sees one corner. So it shares the executions with strategies that look
everywhere: a few executions are directed at the usual mistakes at once (none, if there are but two
schedules), and strategies that throw dice have their turns from `PATIENCE` on: every second for a
while, then every fourth. The shares are counted in executions, so that a verdict does not depend on
the machine. Only what the exhaustive search has covered counts as proved.

In one program there is more to be seen than it covers: where somebody looks at the clock after two
have slept, which no order of steps tells. There the dice are thrown for a while at the end.
"""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.search.directed import PLANS, Directed
from treadle.search.exhaustive import Exhaustive
from treadle.search.pos import PartialOrderSampling
from treadle.search.strategy import Chooser
from treadle.search.surw import SURW

PATIENCE = 20
"""Executions in which the exhaustive search may come to an end before others have their turns."""

EVENLY = 50
"""Executions of which half are by dice, before it is a quarter."""

AT_THE_END = 20
"""Executions by dice after the exhaustive search, where somebody has seen how long others slept."""

_Component = Exhaustive | Directed | PartialOrderSampling | SURW


class Default:
    """Exhaustive, with some directed executions to begin with, and others in between.

    Args:
        seed: what the dice start with.

    """

    choose: Chooser
    """That of the strategy whose turn it is."""

    def __init__(self, seed: int) -> None:
        self._directed = Directed(seed)
        self._directed.start()
        self._exhaustive = Exhaustive(self._directed)
        self._samplers = (self._directed, SURW(seed), PartialOrderSampling(seed))
        self._searched = self._sampled = 0
        self._sees_time = False
        self._at_the_end = 0  # how many have been run by dice then
        self._ready = False  # whether the exhaustive search is prepared for its next execution
        self._current: _Component = self._exhaustive

    def start(self) -> bool:
        """Prepare the next execution; false when every trace is covered."""
        if self._ready or self._exhaustive.start():
            self._ready = True
            self._current = self._turn()
        elif self._sees_time and self._at_the_end < AT_THE_END:
            self._at_the_end += 1
            self._current = self._sampler()
        else:
            return False
        if self._current is self._exhaustive:
            self._searched += 1
            self._ready = False
        else:
            self._sampled += 1
            self._current.start()
        self.choose = self._current.choose
        return True

    def finish(self, execution: Execution) -> None:
        """Let those learn from *execution* that can."""
        self._sees_time = self._sees_time or execution.sees_time
        self._current.finish(execution)
        if self._current is not self._exhaustive or self._searched == 1:
            for sampler in self._samplers:
                if sampler is not self._current:
                    sampler.finish(execution)

    def _turn(self) -> _Component:
        """Whose turn it is."""
        if not self._searched or not self._exhaustive.left():
            return self._exhaustive
        if self._sampled < len(PLANS) - 1:
            return self._directed
        beyond = max(self._searched - PATIENCE, 0)
        due = min(beyond, EVENLY + (beyond - EVENLY) // 3)
        if self._sampled - len(PLANS) + 1 < due:
            return self._sampler()
        return self._exhaustive

    def _sampler(self) -> _Component:
        return self._samplers[self._sampled % len(self._samplers)]
