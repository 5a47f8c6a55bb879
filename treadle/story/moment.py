"""The moments of a story: the steps that were taken, and those that were wanted and never came."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from treadle import verdict as verdicts
from treadle.blame import TOGETHER
from treadle.naming import CHECKS
from treadle.text import spot
from treadle.trace import ERROR, Blocked, Event, Place, Trace
from treadle.verdict import Verdict

STUCK = "stuck"
"""The action of a thread that waits for ever; `value` is what it wanted to do."""

RAISE = "raise"
"""The action of raising the exception behind the verdict; `value` says which."""

FAIL = "fail"
"""The action of the assertion behind the verdict."""

NOTED = "noted"
"""The action of the check's own primitives that nobody waits for: it only counts with them."""

SYNC = frozenset(
    {"acquire", "try", "release", "wait", "reacquire", "notify", "down", "try-down", "up"}
    | {"set", "clear", "await", "put", "get", "done", "timeout"}
)
"""Actions on primitives."""

_ONLY_YIELDS = re.compile(r"^(\w+ = )?yield( [\w.]+)?$")

_WAITS = frozenset({"wait", "reacquire", "suspend", "timeout"})
"""Actions of somebody who has waited, or is going to."""


class Moments(list[Event]):
    """The events of *trace*, with a `RAISE` or `FAIL`, and a `STUCK` for each blocked thread.

    A thread that waits to be notified is stuck where it began to wait; the others at the end, in
    the order in which they took their last steps.

    Attributes:
        trace: where they are from.
        verdict: what they led to.

    """

    def __init__(self, trace: Trace, verdict: Verdict) -> None:
        super().__init__(trace.events)
        for index, event in reversed(trace.again):
            self.insert(index, event)
        self.trace = trace
        self.verdict = verdict
        self._stuck: dict[int, int] = {}
        self._names = _short(trace.threads)
        self._order_errors()
        self._note()
        self._add_end()
        last = {moment.thread: index for index, moment in enumerate(self)}
        for blocked in sorted(trace.blocked, key=lambda b: last.get(b.thread, -1)):
            self._stuck[blocked.thread] = self._add_stuck(blocked)

    def name(self, moment: Event | int) -> str:
        """The name of the thread of *moment*, or of the thread of that number."""
        return self._names[moment if isinstance(moment, int) else moment.thread]

    def stuck(self, blocked: Blocked) -> int:
        """The index of the moment at which *blocked* is stuck."""
        return self._stuck[blocked.thread]

    def ended(self, thread: int) -> bool:
        """Whether the thread of that number has come to its end."""
        return any(moment.thread == thread and moment.action == "end" for moment in self)

    def _add_stuck(self, blocked: Blocked) -> int:
        if blocked.action == "reacquire":
            for index in range(len(self) - 1, -1, -1):
                moment = self[index]
                if moment.thread == blocked.thread and moment.action == "wait":
                    self[index] = replace(moment, action=STUCK, value=blocked.action)
                    return index
        self.append(
            Event(
                thread=blocked.thread,
                action=STUCK,
                target=blocked.target,
                obj=blocked.obj,
                part="",
                place=blocked.place,
                value=blocked.action,
                call=blocked.call,
            )
        )
        return len(self) - 1

    def _note(self) -> None:
        """Set apart what the check counts with."""
        waits = {m.obj for m in self if m.waited or m.action in _WAITS}
        waits.update(blocked.obj for blocked in self.trace.blocked)
        for index, moment in enumerate(self):
            of_check = moment.action in SYNC and moment.target.startswith(CHECKS)
            if of_check and moment.obj not in waits:
                self[index] = replace(moment, action=NOTED)

    def _order_errors(self) -> None:
        """Put what is thrown into a generator, as at the end of a `with`, after where it is from.

        The generator is left first, and so told first; a `yield` of a name raises nothing itself.
        """
        for i, (first, second) in enumerate(itertools.pairwise(list(self))):
            same = (first.thread, first.action, first.value) == (second.thread, ERROR, second.value)
            source = "" if first.place is None else first.place.source.strip()
            if same and first.place != second.place and _ONLY_YIELDS.search(source):
                self[i], self[i + 1] = second, first

    def _add_end(self) -> None:
        """Put in the exception behind the verdict, where its thread raised it."""
        error, place = self.verdict.error, self.trace.error_place
        if place is None or self.trace.error_thread is None:
            return
        if self.verdict.kind == "endless loop":
            self.append(Event(self.trace.error_thread, STUCK, "", 0, "", place, "spin"))
        if error is None:
            return
        failed = self.verdict.name == verdicts.WRONG_RESULT
        text = self.verdict.raised.partition(TOGETHER)[0] or type(error).__name__
        thread = self.trace.error_thread
        action, value = (FAIL, None) if failed else (RAISE, text)
        event = Event(thread, action, "", 0, "", place, value)
        if self.trace.error_at is not None:
            event.held = self.trace.error_held
            self.insert(self.trace.error_at, event)
            return
        mine = [i for i, m in enumerate(self) if m.thread == thread and not ends_with(m)]
        there = [i for i in mine if _same_function(self[i].place, place)]
        exactly = [i for i in there if _line(self[i]) == place.line]
        above = [i for i in there if _line(self[i]) < place.line]  # what is below is a `finally`
        after = (exactly or above or there or mine or [len(self) - 1])[-1]
        self.insert(len(self) if thread == 0 else after + 1, event)


def ends_with(moment: Event) -> bool:
    """Whether *moment* gives back a lock at the end of a `with`."""
    source = "" if moment.place is None else moment.place.source.strip()
    return moment.action == "release" and source.startswith(("with ", "async with "))


def where(place: Place | None) -> str:
    """*place* as "race.py:12"; empty if there is none."""
    return "" if place is None else spot(place.file, place.line)


def _same_function(a: Place | None, b: Place) -> bool:
    """Whether *a* is in the function of *b*, which may be known by its last name only."""
    return (
        a is not None
        and a.file == b.file
        and a.function.rpartition(".")[2] == b.function.rpartition(".")[2]
    )


def _line(moment: Event) -> int:
    return 0 if moment.place is None else moment.place.line


def _short(names: list[str]) -> list[str]:
    """*names* without what Python adds to them, if they still differ."""
    short = [re.sub(r"^(Thread-\d+) \(.*\)$", r"\1", name) for name in names]
    return short if len(set(short)) == len(set(names)) else names
