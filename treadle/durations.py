"""How long a program asked to sleep and to wait, and where the schedule did not go by that.

By the adversarial clock a sleep may last any time. Who reads a story in which a sleep of a second
is over before one of a tenth has to be told so. What would have come first, had computing taken no
time, is worked out along the way: each thread has a time of its own, which its sleeps move on, and
which is never before that of whom it has waited for.
"""

from __future__ import annotations

from dataclasses import dataclass

from treadle import trace
from treadle.kernel import Execution
from treadle.operation import BEGIN, IDLE_TIMEOUT, SLEEP, TIMEOUT
from treadle.trace import LIMIT, Overtaken, Place, Wait
from treadle.virtual_thread import VirtualThread

_TIME_IS_UP = (TIMEOUT, IDLE_TIMEOUT)


@dataclass(slots=True)
class _Waiting:
    """What somebody waits for that ends by itself, and when."""

    wait: Wait
    end_s: float


class Durations:
    """The sleeps and time limits of one execution by the adversarial clock.

    Attributes:
        overtaken: the ends of waits that came before what should have been done by then.
        together: the first sleep that began in the midst of another, which comes before it.

    """

    def __init__(self) -> None:
        self.overtaken: list[Overtaken] = []
        self.together: tuple[Wait, Wait] | None = None
        self._now_s: dict[int, float] = {}  # by the index of the thread
        self._at_s: list[float] = []  # of each operation of the execution
        self._waiting: dict[int, _Waiting] = {}  # by the index of the thread

    def announced(self, thread: VirtualThread, place: Place | None) -> None:
        """*thread*, at *place*, stands before an operation."""
        is_limit = thread.timeout is not None
        if is_limit or (thread.op.kind is SLEEP and thread.ready is None):
            kind = LIMIT if is_limit else trace.SLEEP
            wait = Wait(thread.index, thread.asked_s, place, kind)
            if kind == trace.SLEEP and self.together is None:
                sleeping = (w.wait for w in self._waiting.values() if w.wait.kind == trace.SLEEP)
                self.together = next(((other, wait) for other in sleeping), None)
            end_s = self._now_s.get(thread.index, 0.0) + thread.asked_s
            self._waiting[thread.index] = _Waiting(wait, end_s)

    def put_off(self, call: VirtualThread, wait: Wait, end_s: float) -> None:
        """An event loop is to do *call* at the end of *wait*, at *end_s* by its own time."""
        self._waiting[call.index] = _Waiting(wait, end_s)

    def chosen(self, thread: VirtualThread, execution: Execution, waited: bool, step: int) -> None:
        """*thread* goes on, which *waited* before; so many steps were told by then."""
        mine = self._waiting.pop(thread.index, None)
        latest_s = self._at_s[-1] if self._at_s else 0.0
        if thread.effect is not None:
            if mine is not None:
                self._look_at_calls(thread, mine, execution, step)
            self._at_s.append(latest_s)
            return
        now_s = self._now_s.get(thread.index, 0.0)
        if thread.op.kind is BEGIN:
            now_s = self._born_s(thread, execution)
        elif mine is not None and (thread.op.kind is SLEEP or thread.op.kind in _TIME_IS_UP):
            now_s = mine.end_s
            self._look_at_threads(thread, mine, execution, step)
        elif waited:
            now_s = max(now_s, latest_s)
        self._now_s[thread.index] = now_s
        self._at_s.append(now_s)

    def _born_s(self, thread: VirtualThread, execution: Execution) -> float:
        at = execution.births.get(thread.index, -1)
        return self._at_s[at] if at >= 0 else 0.0

    def _look_at_threads(
        self, thread: VirtualThread, mine: _Waiting, execution: Execution, step: int
    ) -> None:
        """Note it if somebody should have gone on before *thread*, whose wait is over."""
        for other in execution.alive:
            if other is thread or other.effect is not None or other.loop is not None:
                continue
            theirs = self._waiting.get(other.index)
            can_go_on = other.ready is None or other.ready()
            if theirs is not None and not (theirs.wait.kind == LIMIT and can_go_on):
                time_s = theirs.end_s
            elif not can_go_on:
                continue
            elif other.op.kind is BEGIN:
                time_s, theirs = self._born_s(other, execution), None
            else:
                time_s, theirs = self._now_s.get(other.index, 0.0), None
                if other.ready is not None:
                    time_s = max(time_s, self._at_s[-1])
            if time_s < mine.end_s:
                begun = other.op.kind is not BEGIN
                place = other.place if begun else None
                wait = theirs.wait if theirs is not None else None
                self.overtaken.append(Overtaken(step, mine.wait, other.index, wait, place, begun))
                return

    def _look_at_calls(
        self, call: VirtualThread, mine: _Waiting, execution: Execution, step: int
    ) -> None:
        """Note it if the loop should have done another of its calls before this *call*."""
        for other in execution.alive:
            theirs = self._waiting.get(other.index)
            if theirs is None or other is call or other.op.obj != call.op.obj:
                continue
            comes_first = (theirs.end_s, other.index) < (mine.end_s, call.index)
            if other.effect is not None and comes_first:
                wait = theirs.wait
                self.overtaken.append(Overtaken(step, mine.wait, wait.thread, wait))
                return
