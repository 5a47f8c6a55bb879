"""Selectively uniform random walk: every order of the steps that matter is about as likely.

A random walk that chooses among the threads, each as likely as the others, ends the short threads
late and the long ones never early. Here a thread is as likely as it has steps left, which makes all
orders of all steps equally likely; and only the steps done to one thing, another in each execution,
are counted, so that this is not diluted over steps whose order is nobody's concern. Which thread is
next to touch that thing is decided beforehand; until it does, the others may do anything else.

Source: Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing", ASPLOS
2025. How many steps each thread takes is learnt from the executions so far, the first of which is a
plain random walk. In the source, steps of threads that are not there yet count as steps of the one
that will start them; here such a thread may be the next, and the others wait for it.
"""

from __future__ import annotations

from collections import Counter

from treadle.kernel import Execution
from treadle.operation import END, JOIN, NOTHING, Operation
from treadle.search.dice import Dice
from treadle.virtual_thread import VirtualThread

Location = tuple[int, object]
"""What a step is done to: the number of an object, and the part of it."""


class SURW:
    """The strategy that weighs threads by the steps that they have left.

    Args:
        seed: what the dice start with.

    """

    def __init__(self, seed: int = 0) -> None:
        self._dice = Dice(seed)
        self._profile: dict[Location, dict[int, int]] = {}  # how many steps each thread does to it
        self._written: set[Location] = set()

    def start(self) -> bool:
        """Throw the dice for the thing that matters; there is always one more execution."""
        shared = [at for at, by in self._profile.items() if len(by) > 1 and at in self._written]
        self._location = shared[self._dice.below(len(shared))] if shared else None
        self._left = Counter(self._profile[self._location]) if self._location else Counter()
        self._next: int | None = None  # whose turn it is to touch the thing
        return True

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        """Any of *enabled* that does not touch the thing out of its turn."""
        if self._location is None:
            return enabled[self._dice.below(len(enabled))]
        touching = [t for t in enabled if _location(t.op) == self._location]
        if not touching:
            return enabled[self._dice.below(len(enabled))]
        if self._next is None:
            ended = {thread.index for thread in execution.threads if thread.finished}
            self._draw([thread for thread in self._left if thread not in ended])
        allowed = [t for t in enabled if t not in touching or t.index == self._next]
        if not allowed:  # the one whose turn it is has to wait, or will not come
            self._draw([t.index for t in touching])
            allowed = [t for t in touching if t.index == self._next]
        chosen = allowed[self._dice.below(len(allowed))]
        if chosen in touching:
            self._left[chosen.index] -= 1
            self._next = None
        return chosen

    def finish(self, execution: Execution) -> None:
        """Learn how many steps the threads take."""
        counts: dict[Location, dict[int, int]] = {}
        for thread, op in execution.events:
            kind, obj, part, _ = op
            if obj == NOTHING or kind is END or kind is JOIN:
                continue
            at = obj, part
            by = counts.get(at)
            if by is None:
                by = counts[at] = {}
            by[thread] = by.get(thread, 0) + 1
            if kind.writes:
                self._written.add(at)
        profile = self._profile
        for at, by in counts.items():
            most = profile.get(at)
            if most is None:
                profile[at] = by
            else:
                for thread, count in by.items():
                    if count > most.get(thread, 0):
                        most[thread] = count

    def _draw(self, threads: list[int]) -> None:
        """Decide which of *threads* is next to touch the thing."""
        weights = [max(self._left[thread], 0) for thread in threads]
        if any(weights):
            self._next = threads[self._dice.weighted(weights)]
        elif threads:
            self._next = threads[self._dice.below(len(threads))]


def _location(op: Operation) -> Location | None:
    if op.obj == NOTHING or op.kind is END or op.kind is JOIN:
        return None
    return op.obj, op.part
