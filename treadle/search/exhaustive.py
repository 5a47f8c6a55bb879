"""Every schedule that matters, once: optimal dynamic partial-order reduction.

Two executions that differ only in the order of independent operations are one *trace*; it is enough
to run one of them. The search runs an execution to its end, looks back over it for *races* (see
`treadle.search.races`), and for each plans another execution in which the second of the two comes
first. What is planned at a point of the execution is kept in a wakeup tree. A thread whose step at
some point has been tried *sleeps* there, and from there on until something that depends on the step
wakes it: whatever begins with the step has been seen.

Source: Abdulla, Aronis, Jonsson and Sagonas, "Source sets: a foundation for optimal dynamic partial
order reduction", JACM 64(4), 2017, algorithm Optimal-DPOR. Departures:

* An operation that waits is announced once, disabled, and never retried; see `treadle.search.races`
  for what that means for races.
* A race whose reversal is covered for good (somebody asleep or planned comes first in all that the
  second operation needs) is looked at once, not again in every execution that shares it.
"""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.operation import Operation
from treadle.search.order import Order
from treadle.search.races import Races, Reversal, Wait
from treadle.search.strategy import Chooser, Strategy
from treadle.search.wakeup_tree import (
    APART,
    FIRST,
    LATER,
    Branch,
    Names,
    Sequence,
    Upcoming,
    insert,
)
from treadle.virtual_thread import VirtualThread


class NotDeterministicError(Exception):
    """The program did something else although it was run in the same order."""


class _Step:
    """A point of the current execution, and the step that was taken there.

    Attributes:
        thread: whose step was taken.
        op: what it did.
        sleep: who sleeps there, and what each would do.
        ahead: what else is to be done from there.

    """

    __slots__ = ("ahead", "op", "sleep", "thread")

    def __init__(
        self, thread: int, op: Operation, sleep: dict[int, Operation], ahead: list[Branch]
    ) -> None:
        self.thread = thread
        self.op = op
        self.sleep = sleep
        self.ahead = ahead


class Exhaustive:
    """The strategy that covers every trace of a program.

    Args:
        first: who chooses in the first execution, where any choice is as good for the search; in
            all others, and if it is None, the same thread goes on as long as it can.

    """

    def __init__(self, first: Strategy | None = None) -> None:
        self._first = first
        self._at_will: Chooser = _simplest  # who chooses where any choice is as good
        self._order = Order()
        self._races = Races(self._order)
        self._cut = False
        self._side_by_side = False  # whether two threads have slept in one execution
        self._begin()

    def _begin(self) -> None:
        self._begun = False
        self._steps: list[_Step] = []
        self._open: list[Reversal] = []  # races that are to be looked at again
        self._patient: list[tuple[int, Wait]] = []  # events that a timeout might come before
        self._ahead: list[Branch] = []
        self._resumed: dict[int, Operation] | None = None
        self._order.cut(0)

    # -- the strategy --------------------------------------------------------------------------

    def start(self) -> bool:
        """Prepare the next execution; false when every trace is covered."""
        self._names = Names()
        self._free = False
        if not self._begun:
            self._begun = True
            return True
        steps = self._steps
        while steps:
            step = steps.pop()
            if step.ahead:
                step.sleep[step.thread] = step.op
                self._resumed, self._ahead = step.sleep, step.ahead
                depth = len(steps)
                self._order.cut(depth)
                self._open = [race for race in self._open if race.end < depth]
                self._patient = [pair for pair in self._patient if pair[1].end < depth]
                return True
        return False

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread | None:
        """Follow the plan; beyond it, let the same thread go on as long as it can."""
        if self._free:
            return self._at_will(enabled, last, execution)
        steps = self._steps
        depth = len(execution.events)
        if depth < len(steps):
            step = steps[depth]
            return self._planned(step.thread, step.op, enabled, execution)
        sleep = self._asleep(execution)
        if self._ahead:
            branch, *others = self._ahead
            self._names.learn(execution)
            number = self._names.number.get(branch.thread, -1)
            chosen = self._planned(number, None, enabled, execution)
            self._ahead = branch.then
        elif not sleep:
            self._free = True
            self._at_will = _simplest if self._first is None else self._first.choose
            if execution.choose == self.choose:
                execution.choose = self._at_will  # this search need not be asked any more
            return self._at_will(enabled, last, execution)
        else:
            awake = [t for t in enabled if t.index not in sleep]
            chosen, others = None, []
            if awake:
                chosen = last if last in awake else awake[0]
        if chosen is not None:
            steps.append(_Step(chosen.index, chosen.op, sleep, others))
        return chosen

    def finish(self, execution: Execution) -> None:
        """Look at what has been run for the first time, and plan what else must be run."""
        self._first = None
        self._cut = self._cut or bool(execution.cut)
        events = execution.events
        order, races, steps = self._order, self._races, self._steps
        if len(events) < len(order.before):
            return
        self._names.learn(execution)
        order.begin(execution)
        races.begin(execution)
        if races.may_time_out() and not order.sleeps_ordered:
            order.sleeps_ordered = True
            if self._side_by_side:
                self._begin()  # for sleeps did not depend on each other until now
                return
        epochs = execution.epochs[::-1]
        earlier = 0
        in_steps = sum(1 << index for index in execution.memory.get("in steps", ()))
        for index in range(len(order.before), len(events)):
            thread, op = events[index]
            if index < len(steps):
                steps[index].op = op
            else:
                steps.append(_Step(thread, op, {}, []))
            while epochs and epochs[-1] <= index:
                earlier = (1 << epochs.pop()) - 1
            past = order.past(thread)
            left = order.leading_to(thread, op) & ~past
            if in_steps and left and (in_steps >> index & 1 or order.last(left) & in_steps):
                execution.leave_out("a call runs code of Python in its midst, beside others")
            if left or index in execution.waits:
                wait = races.at(index, thread, op)
                racing = (
                    left if wait.normal is op else order.leading_to(thread, wait.normal) & ~past
                )
                self._open += races.of(wait, racing)
                self._patient += ((i, wait) for i in races.timeouts(wait))
            order.add(thread, op, past | earlier, left)
        sleepers = sum(own & order.slept != 0 for own in order.own.values())
        self._side_by_side = self._side_by_side or sleepers > 1
        self._open = [race for race in self._open if not self._reverse(race, execution)]
        for i, wait in self._patient:
            self._time_out(i, wait, execution)
        for wait in races.pending(len(events)):
            left = order.leading_to(wait.thread, wait.normal) & ~order.past(wait.thread)
            for race in races.of(wait, left):
                self._reverse(race, execution)
            for i in races.timeouts(wait):
                self._time_out(i, wait, execution)

    def left(self) -> int:
        """How many executions are planned after the next one; they may lead to more."""
        return sum(len(step.ahead) for step in self._steps)

    # -- inside --------------------------------------------------------------------------------

    def _planned(
        self, number: int, op: Operation | None, enabled: list[VirtualThread], execution: Execution
    ) -> VirtualThread | None:
        """The thread *number*, which was to do *op*."""
        for thread in enabled:
            if thread.index == number and (op is None or op is thread.op or _alike(op, thread.op)):
                return thread
        if self._cut or execution.cut:
            return None
        raise NotDeterministicError

    def _asleep(self, execution: Execution) -> dict[int, Operation]:
        """Who sleeps at the point that the execution has reached."""
        if self._resumed is not None:
            sleep, self._resumed = self._resumed, None
            return sleep
        if not self._steps or not self._steps[-1].sleep:
            return {}
        self._order.threads = execution.threads
        who, done = execution.events[-1]
        return {
            thread: op
            for thread, op in self._steps[-1].sleep.items()
            if thread != who and not self._order.depend(thread, op, who, done)
        }

    def _time_out(self, i: int, wait: Wait, execution: Execution) -> None:
        race = self._races.timeout(i, wait)
        if race is not None:
            self._reverse(race, execution)

    def _reverse(self, race: Reversal, execution: Execution) -> bool:
        """Plan to reverse *race*; whether that is settled for all executions that share it."""
        order = self._order
        first = race.first
        step = self._steps[first]
        needed = Sequence(order, race.past >> first + 1 << first + 1, race)
        if not race.whole:
            places = {needed.place(thread, op) for thread, op in step.sleep.items()}
            if FIRST in places:
                return True
            if APART not in places and insert(
                step.ahead, needed, Upcoming(execution, order, self._names, first), True
            ):
                return True
            events = order.unaffected(first, len(order.before) - execution.broken_off)
            needed = Sequence(order, events & ~(1 << race.end), race)
        if all(needed.place(t, op) == LATER for t, op in step.sleep.items()):
            insert(step.ahead, needed, Upcoming(execution, order, self._names, first), False)
        return False


def _simplest(
    enabled: list[VirtualThread], last: VirtualThread, execution: Execution
) -> VirtualThread:
    """The same thread again, as long as it can go on."""
    return last if last in enabled else enabled[0]


def _alike(done: Operation, announced: Operation) -> bool:
    """Whether *done* is what *announced* came to."""
    return done == announced or (
        (done.kind.name, *done[1:]) == (announced.kind.name, *announced[1:])
    )
