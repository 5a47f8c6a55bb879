"""Virtual threads: who can run, the virtual clock, and when nobody can.

A virtual thread is carried by a greenlet; all of them live in one thread of the operating system,
which therefore has no say in their order. A thread *announces* its next operation before it
performs it and thereby stops; the decision who goes on is taken right there, by the strategy, among
the threads whose announced operation is enabled. If the thread itself is to go on, nothing is
switched.

An operation that has to wait (a held lock) is announced with a condition, `ready`; it is never
performed before that holds and never retried. So "nobody is enabled and somebody is not finished"
is a deadlock, known at once.

Time is virtual: see `treadle.clocks`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, NoReturn
from weakref import WeakValueDictionary

from greenlet import getcurrent, greenlet

from treadle import limits
from treadle import verdict as verdicts
from treadle.carrier import idle_here
from treadle.clocks import ADVERSARIAL, EXACT, AdversarialClock, ExactClock
from treadle.ending import Unwind, carry_on, refuse, unwind
from treadle.life import begun
from treadle.operation import TIMEOUT, Operation, in_vain
from treadle.passing_time import later, spinning, time_is_up, up_as_well, with_timeouts
from treadle.room import Room
from treadle.state import state
from treadle.text import printable
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread

if TYPE_CHECKING:
    from treadle.recorder import Recorder
    from treadle.search.strategy import Chooser, Strategy

_GOES_ON = (VirtualThread, greenlet)
"""What the outside is given when it is to go on: who is to begin, or what carries them."""

_diagnosis: Any = None
"""The module that judges an execution; it knows this one, which therefore imports it late."""


class Execution:
    """One run of a scenario under one strategy.

    Attributes:
        events: what has been done so far: (number of the thread, operation).
        threads: all virtual threads, by number; the first runs the scenario itself.
        clock: the virtual time.

    """

    # One is made thousands of times a second, and its attributes are read at every step.
    __slots__ = (
        *("strategy", "clock", "step_limit", "recorder", "events", "threads", "alive", "verdict"),
        *(
            "covered",
            "fault",
            "rounds",
            "uncounted",
            "ending",
            "looking",
            "apart",
            "timed",
            "lost",
            "objects",
        ),
        *("kept", "met", "initial", "births", "epochs", "waits", "planned", "called_off"),
        *("broken_off", "decisions", "departures", "turns", "cut", "attributes", "generators"),
        *("memory", "console", "hub", "main", "running", "idle", "asked", "slept"),
        *("questions", "choose", "unchanged", "restless", "gathered", "sees_time"),
    )

    is_afterwards = False  # whether it stands for none: all is over

    def __init__(
        self,
        strategy: Strategy,
        *,
        clock: str = ADVERSARIAL,
        step_limit: int = limits.STEP_LIMIT,
        recorder: Recorder | None = None,
    ) -> None:
        self.strategy = strategy
        self.choose: Chooser = strategy.choose
        self.clock = ExactClock() if clock == EXACT else AdversarialClock()
        self.step_limit = step_limit
        self.recorder = recorder
        self.events: list[tuple[int, Operation]] = []
        self.threads: list[VirtualThread] = []
        self.alive: list[VirtualThread] = []
        self.verdict: Verdict | None = None
        self.covered = False
        self.fault: BaseException | None = None
        self.rounds = 0
        self.uncounted = 0  # how many there had been when one of a `while` loop began
        self.ending = False
        self.looking = False  # the recorder looks at an object, which may have code of its own
        # The steps that are to be one step, each with what shows its value.
        self.gathered: list[tuple[Operation, Any]] | None = None
        self.apart = 0  # threads started and not yet joined: while 0, nobody else can interfere
        self.timed = 0  # threads in a timed wait
        # Who can run, if nothing has been done since that was found out that could change it; it
        # may change at any time, or is to be told, for so many reasons.
        self.unchanged: list[VirtualThread] | None = None
        self.restless = self.clock.exact + (recorder is not None)
        self.lost: list[VirtualThread] = []  # threads that died of an exception nobody saw
        self.objects: dict[int, int] = {}
        self.kept: list[Any] = []  # keeps the objects alive, so that no id() is used twice
        self.met: list[int] = []  # how many events there were when each object got its number
        self.initial: dict[int, int] = {}  # what a semaphore started with
        self.births: dict[int, int] = {}  # at which event a thread was started, by its number
        self.epochs: list[int] = []  # before which events time moved on, for nobody could run
        # By the event that ended a timed wait: what was waited for, and whether time was up.
        self.waits: dict[int, tuple[Operation, bool]] = {}
        self.planned = 0  # how many of the threads are no more than that
        self.called_off: list[VirtualThread] = []  # what was planned and will not be
        self.broken_off = False  # the end came in the midst of what the last event began
        self.decisions = 0  # points at which more than one thread could run
        self.departures: list[tuple[int, int]] = []  # see `treadle.search.replay.Schedule`
        self.turns = 0  # how often a thread gave way
        self.cut = ""  # why schedules were left out, if any were
        self.sees_time = False  # somebody has seen how long others slept
        # By the id of a dict, that dict and the object or module whose attributes it holds.
        self.attributes: dict[int, tuple[dict[str, Any], Any]] = {}
        # The generators that threads step, by the ids of their frames.
        self.generators: WeakValueDictionary[int, Any] | None = None
        self.memory: dict[Any, Any] = {}  # state of the world's modules in this execution
        self.questions: Collection[str] = ()  # asked in this execution or before; see there
        self.asked = self.slept = 0  # the threads that asked for the time, or slept, as bits
        self.console = sys.stdout  # what is printed there in so many executions is shown nowhere

    # -- the outside ---------------------------------------------------------------------------

    def run(self, scenario: Callable[[], object]) -> Verdict:
        """Run *scenario* as the main virtual thread until all is over, and say how it ended.

        Raises what the strategy raised, if it did.
        """
        assert state.execution is None, "executions do not nest"
        global _diagnosis
        if _diagnosis is None:
            from treadle import diagnosis  # now, for the program may spoil what imports go by

            _diagnosis = diagnosis
        self.hub = getcurrent()
        main = VirtualThread(0, "main", daemon=False)
        self.main = self.running = main
        main.obj = self.number(main)
        self.threads.append(main)
        self.alive.append(main)
        main.life = scenario
        self.idle = idle_here()
        state.execution = self
        state.active = False
        try:
            going_on: Any = main
            while isinstance(going_on, _GOES_ON):
                carrier: Any = going_on
                if isinstance(going_on, VirtualThread):
                    carrier = begun(self, going_on)
                going_on = carrier.switch()
        finally:
            self.ending = True
            self.unchanged = None
            state.active = False
            try:
                unwind(self)
            finally:
                if state.execution is self:  # it may have been given up long ago
                    state.execution = None
                    state.active = False
        if self.fault is not None:
            raise self.fault
        if self.verdict is None:
            self.verdict = self.outcome()
        return self.verdict

    def release(self) -> None:
        """Let go of what the program has made, when nobody looks at it any more.

        It is freed at once then, and not by the collector, which takes a tenth of the time.
        """
        self.kept.clear()
        self.memory.clear()
        self.attributes.clear()
        for thread in self.threads:
            thread.handle = thread.ready = thread.blocker = thread.seen = None
            thread.rounds.clear()

    @property
    def failed(self) -> bool:
        """Whether the verdict is a failure."""
        return self.verdict is not None and self.verdict.failed

    # -- for the threads -----------------------------------------------------------------------

    def step(self, op: Operation, quiet: bool = False) -> None:
        """Announce *op*, which is always enabled; return when it is to be performed.

        It is *quiet* if nobody who waits can go on, nor has to wait longer, because of it.
        """
        me = self.running
        me.quiet = quiet
        if self.ending or self.looking:
            if self.gathered is None:
                carry_on(self, me)
            else:
                self.gathered.append((op, me.peek))
            return
        me.op = op
        if self.recorder is not None:
            with Room():
                self.recorder.announced(me)
                chosen = self.successor(me)
        else:
            try:
                chosen = self.successor(me)
            except RecursionError:
                with Room():
                    chosen = self.successor(me)
        if chosen is not me:  # written out wherever somebody stops, to save a call
            self.running = chosen
            carrier = chosen.greenlet
            if carrier:
                carrier.switch()
            else:
                self.hub.switch(chosen)  # which begins it: here may be no room to

    def access(self, op: Operation) -> None:
        """The same as `step` for an access to memory: in most programs, most of what they do.

        For the sake of speed it has in it what of `successor` is left if nothing is in the way.
        """
        enabled = self.unchanged
        if enabled is None and (self.restless or self.ending or self.looking):
            self.step(op, quiet=True)
            return
        me = self.running
        me.op = op
        me.quiet = True
        events = self.events
        if len(events) >= self.step_limit:
            self._stop(limits.too_many_steps(self))
        try:
            if enabled is None:
                enabled = [t for t in self.alive if t.ready is None or t.ready()]
                self.unchanged = enabled
            chosen = self.choose(enabled, me, self)
        except RecursionError:
            self.step(op, quiet=True)  # which makes room
            return
        except Exception as fault:
            self._go_wrong(fault)
        if chosen is me:
            if len(enabled) > 1:
                self.decisions += 1
            events.append((me.index, op))
            return
        if chosen is None:
            self._covered()
        self.decisions += 1
        if chosen is not enabled[0] or me in enabled:
            self.departures.append((self.decisions, enabled.index(chosen)))
        events.append((chosen.index, chosen.op))
        if not chosen.quiet:
            self.unchanged = None
        self.running = chosen
        carrier = chosen.greenlet
        if carrier:
            carrier.switch()
        else:
            self.hub.switch(chosen)

    def gather(self, announcing: Callable[..., None], *args: Any) -> list[tuple[Operation, Any]]:
        r"""The steps of *announcing(\*args)*, not taken, and what shows the value of each."""
        unchanged, self.unchanged = self.unchanged, None  # so that each comes by `step`
        self.looking = True
        found: list[tuple[Operation, Any]] = []
        self.gathered = found
        try:
            announcing(*args)
        finally:
            self.unchanged, self.looking, self.gathered = unchanged, False, None
        return found

    def block(
        self, op: Operation, ready: Callable[[], bool], blocker: Any, timeout_s: float | None = None
    ) -> bool:
        """Announce *op*, which is enabled while *ready* holds.

        Returns:
            True when it is to be performed; False when the timeout came first.

        """
        me = self.running
        if self.ending or self.looking:
            if not ready():
                refuse(self, me)
            carry_on(self, me)
            return True
        me.op = op
        me.quiet = False
        me.ready = ready
        me.blocker = blocker
        if timeout_s is not None:
            self.unchanged = None
            me.normal = op
            kind = self.clock.timeout if timeout_s > 0 else TIMEOUT
            me.timeout = Operation(kind, op.obj, op.part, op.detail)
            me.deadline = self.clock.now + max(timeout_s - me.late_s, 0.0)
            me.late_s = 0.0
            me.asked_s = timeout_s
            me.timed_out = me.in_time = False
            self.timed += 1
            self.restless += 1
        try:
            if self.recorder is not None:
                with Room():
                    self.recorder.announced(me)
            if me.loop is not None and not ready():
                me.loop.stands_still(me, op)
            if self.unchanged is not None and not ready():
                self.unchanged = [t for t in self.unchanged if t is not me] or None
            try:
                chosen = self.successor(me)
            except RecursionError:
                with Room():
                    chosen = self.successor(me)
        except RecursionError:  # no room at all: the program does not come to wait
            me.ready = me.blocker = me.normal = me.timeout = None
            if timeout_s is not None:
                self.timed -= 1
                self.restless -= 1
            raise
        if chosen is not me:
            self.running = chosen
            carrier = chosen.greenlet
            if carrier:
                carrier.switch()
            else:
                self.hub.switch(chosen)  # which begins it: here may be no room to
        me.ready = None
        me.blocker = None
        if timeout_s is not None:
            self.waits[len(self.events) - 1] = (op, time_is_up(self, me))
            me.normal = me.timeout = None
            self.timed -= 1
            self.restless -= 1
            if me.timed_out:
                self.clock.now = max(self.clock.now, me.deadline)
                up_as_well(self, me.deadline)
            return not me.timed_out
        return True

    def spawn(
        self, function: Callable[[], object], name: str, *, daemon: bool = False, handle: Any = None
    ) -> VirtualThread:
        """Start a virtual thread that runs *function*."""
        if self.ending:
            refuse(self, self.running)
        if len(self.alive) >= limits.THREAD_LIMIT:
            raise RuntimeError("can't start new thread")
        index = len(self.threads)
        thread = VirtualThread(index, name if name.isprintable() else printable(name), daemon)
        thread.obj = self.number(thread)
        thread.handle = handle
        thread.life = function
        self.threads.append(thread)
        self.alive.append(thread)
        self.unchanged = None
        self.births[index] = len(self.events) - 1
        self.apart += 1
        state.active = True
        return thread

    def plan(
        self, op: Operation, ready: Callable[[], bool], effect: Callable[[], None]
    ) -> VirtualThread:
        """Plan *effect*, to be had at some time at which *ready* holds.

        It is a virtual thread whose whole life is the one operation *op*.
        """
        thread = VirtualThread(len(self.threads), "", daemon=False)
        thread.obj = self.number(thread)
        thread.op = op
        thread.ready = ready
        thread.effect = effect
        self.planned += 1
        self.restless += 1
        self.threads.append(thread)
        self.alive.append(thread)
        self.unchanged = None
        self.births[thread.index] = len(self.events) - 1
        return thread

    def call_off(self, thread: VirtualThread) -> None:
        """Give up what was planned as *thread*."""
        if not thread.finished:
            thread.finished = True
            thread.called_off = len(self.events) - 1
            self.alive.remove(thread)
            self.unchanged = None
            if self.births[thread.index] < thread.called_off:  # or its time could never have come
                self.called_off.append(thread)

    def not_alone(self) -> None:
        """Note that several are at work, though in one thread."""
        self.restless += 1
        self.apart += 1
        state.active = True

    def alone_again(self) -> None:
        """Note that they no longer are."""
        self.apart -= 1
        if self.apart == 0 and not self.ending:
            state.active = False

    def joined(self, thread: VirtualThread) -> None:
        """Note that somebody has waited for the end of *thread*."""
        if not thread.joined:
            thread.joined = True
            self.alone_again()

    def number(self, obj: object) -> int:
        """The number of *obj* in this execution, in the order of first announcement.

        Two executions that have taken the same steps so far have announced the same objects in the
        same order, so the number is a name that the search can compare between them.
        """
        found = self.objects.get(id(obj))
        if found is None:
            self.kept.append(obj)
            self.met.append(len(self.events))
            found = self.objects[id(obj)] = len(self.kept)
        return found

    def futile(self) -> None:
        """Take back that the running thread changed something: it tried to, and could not."""
        if self.ending:
            return
        index, op = self.events[-1]
        self.events[-1] = (index, op.instead(in_vain(op.kind)))

    def leave_out(self, why: str) -> None:
        """Note *why* schedules are left out that no order of steps tells of: nothing is proved."""
        self.cut = self.cut or why

    def stop(self, verdict: Verdict) -> None:
        """End the execution here and now with *verdict*. Does not return."""
        self.broken_off = True
        self._stop(verdict)

    # -- inside --------------------------------------------------------------------------------

    def _stop(self, verdict: Verdict) -> None:
        self.verdict = verdict
        if self.recorder is not None:
            self.recorder.stopped()
        self._leave()

    def successor(self, me: VirtualThread) -> VirtualThread:
        """The thread that goes on after *me*; what was planned is done on the way."""
        events = self.events
        while True:
            if len(events) >= self.step_limit:
                self._stop(limits.too_many_steps(self))
            enabled = self.unchanged
            if enabled is None:
                enabled = [t for t in self.alive if t.ready is None or t.ready()]
                if self.timed:
                    enabled = with_timeouts(self, enabled)
                if not enabled:
                    enabled = later(self) or spinning(self)
                    if not enabled:
                        self._stuck()
            try:
                chosen = self.choose(enabled, me, self)
            except RecursionError:
                raise  # see `Room`
            except Exception as fault:
                self._go_wrong(fault)
            if chosen is None:
                self._covered()
            if len(enabled) > 1:
                self.decisions += 1
                if chosen is not me and (chosen is not enabled[0] or me in enabled):
                    self.departures.append((self.decisions, enabled.index(chosen)))
            events.append((chosen.index, chosen.op))
            self.unchanged = enabled if chosen.quiet and not self.restless else None
            if self.recorder is not None:
                self.recorder.chosen(chosen)
            if chosen.effect is None:
                return chosen
            chosen.finished = True
            self.alive.remove(chosen)
            chosen.effect()

    def _go_wrong(self, fault: Exception) -> NoReturn:
        """End the execution because of *fault*, which must not be raised in the midst of it.

        That there is no more memory is the program's own, wherever it comes to light.
        """
        if isinstance(fault, MemoryError):
            me = self.running
            self._stop(_diagnosis.of_error(fault, "" if me is self.main else me.name))
        self.fault = fault
        self._covered()

    def _covered(self) -> NoReturn:
        """End the execution: what follows is covered elsewhere."""
        self.covered = True
        self._leave()
        raise Unwind

    def _leave(self) -> None:
        """Switch to the outside, for good."""
        state.active = False
        self.ending = True
        self.unchanged = None
        self.rounds = limits.ROUND_LIMIT - limits.TIDYING_ROUNDS
        self.hub.switch()

    def _stuck(self) -> None:
        self._stop(_diagnosis.stuck(self))

    def outcome(self) -> Verdict:
        """The verdict of an execution that ran to its end."""
        if self.covered:
            return verdicts.SOUND
        verdict: Verdict = _diagnosis.ended(self)
        return verdict
