"""Every schedule that matters, once: dynamic partial-order reduction.

Two executions that differ only in the order of independent operations are one *trace*; it is enough
to run one of them. The search runs an execution to its end, looks back over it for *races* (two
dependent operations of two threads that nothing in between orders), and for each plans another
execution in which the second comes first.

Source: Abdulla, Aronis, Jonsson and Sagonas, "Source sets: a foundation for optimal dynamic partial
order reduction", JACM 64(4), 2017: the algorithm with source sets and sleep sets. Departures:

* An operation that waits is announced once, disabled, and never retried. A race whose second
  operation would not be enabled without the first (a release and the acquire it enables) cannot be
  reversed; it orders the two, but hides no other race.
* At the end of every execution, also of one that stopped early, the operations that are still
  pending are looked at as well: a thread that stands still may be waiting for something that would
  have come in another order.
* A set of operations that may come first is not planned again if one of them is asleep there.
"""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.operation import (
    ACQUIRE,
    AWAIT,
    CLEAR,
    DOWN,
    GET,
    JOIN,
    NOTHING,
    NOTIFY,
    PUT,
    REACQUIRE,
    RELEASE,
    SET,
    SLEEP,
    SPIN,
    TIMEOUT,
    TRY,
    TRY_DOWN,
    UP,
    WAIT,
    Operation,
    dependent,
)
from treadle.virtual_thread import VirtualThread

_TIMEOUTS = -1
_SLEEPS = -2
_MAY_WAIT = frozenset({ACQUIRE, REACQUIRE, DOWN, AWAIT, GET, JOIN, SPIN})


class NotDeterministicError(Exception):
    """The program did something else although it was run in the same order."""


class _Node:
    """A point of the current execution at which a thread was chosen."""

    __slots__ = ("done", "enabled", "op", "planned", "sleep", "thread")

    def __init__(self, thread: int, op: Operation, enabled: int, sleep: dict[int, Operation]):
        self.thread = thread
        self.op: Operation | None = op
        self.enabled = enabled  # threads that could have been chosen, as a bit set
        self.sleep = sleep  # threads whose choice here is covered, with their operation
        self.planned = 1 << thread  # threads to be chosen here, or chosen already, as a bit set
        self.done = 1 << thread


class Exhaustive:
    """The strategy that covers every trace of a program."""

    def __init__(self) -> None:
        self._nodes: list[_Node] = []
        self._depth = 0
        # Of each event of the current execution: the events that happen before it, itself
        # included, as a bit set; and what to put back when it is taken off again.
        self._before: list[int] = []
        self._undo: list[tuple[int, int | None]] = []
        self._ops: list[tuple[int, Operation]] = []
        self._last: dict[int, int] = {}
        self._of_object: dict[int, list[int]] = {}
        self._execution: Execution | None = None
        self._begun = False

    # -- the strategy --------------------------------------------------------------------------

    def start(self) -> bool:
        """Prepare the next execution; false when every trace is covered."""
        self._depth = 0
        if not self._begun:
            self._begun = True
            return True
        return self._backtrack()

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread | None:
        """Follow the plan; beyond it, let the same thread go on as long as it can."""
        depth = self._depth
        self._depth = depth + 1
        nodes = self._nodes
        if depth < len(nodes):
            return self._planned(nodes[depth], enabled)
        sleep: dict[int, Operation] = {}
        if depth:
            parent = nodes[depth - 1]
            if parent.sleep:
                assert parent.op is not None
                sleep = {
                    t: op
                    for t, op in parent.sleep.items()
                    if t != parent.thread and not dependent(op, parent.op)
                }
        if len(enabled) == 1:
            chosen = enabled[0]
            if sleep and sleep.get(chosen.index) == chosen.op:
                return None
            nodes.append(_Node(chosen.index, chosen.op, 1 << chosen.index, sleep))
            return chosen
        mask = 0
        found: VirtualThread | None = None
        for thread in enabled:
            index = thread.index
            mask |= 1 << index
            if (found is None or thread is last) and not (sleep and sleep.get(index) == thread.op):
                found = thread
        if found is None:
            return None
        nodes.append(_Node(found.index, found.op, mask, sleep))
        return found

    def _planned(self, node: _Node, enabled: list[VirtualThread]) -> VirtualThread:
        for thread in enabled:
            if thread.index == node.thread:
                if node.op is None:
                    node.op = thread.op
                elif node.op != thread.op:
                    break
                return thread
        raise NotDeterministicError

    def finish(self, execution: Execution) -> None:
        """Look at what has been run for the first time, and plan what else must be run."""
        self._execution = execution
        births = execution.births
        events = execution.events
        epochs = execution.epochs
        epoch = 0
        for index in range(len(self._before), len(events)):
            thread, op = events[index]
            past = self._past(thread, births)
            if epochs:
                while epoch < len(epochs) and epochs[epoch] <= index:
                    epoch += 1
                if epoch:
                    past |= (1 << epochs[epoch - 1]) - 1
            if index in execution.patient:
                self._races(thread, execution.patient[index], past, index)
            past = self._races(thread, op, past, index)
            self._ops.append((thread, op))
            self._before.append(past | 1 << index)
            self._undo.append((thread, self._last.get(thread)))
            self._last[thread] = index
            for key in _listed_under(op):
                self._of_object.setdefault(key, []).append(index)
        for waiting in execution.alive:
            if waiting.index not in births and waiting.index:
                continue
            past = self._past(waiting.index, births)
            if epochs:
                past |= (1 << epochs[-1]) - 1
            self._races(waiting.index, waiting.op, past, len(events))
            if waiting.timeout is not None:
                self._races(waiting.index, waiting.timeout, past, len(events))

    # -- inside --------------------------------------------------------------------------------

    def _past(self, thread: int, births: dict[int, int]) -> int:
        """The events that happen before the next operation of *thread*, by its own order."""
        last = self._last.get(thread)
        if last is None:
            last = births.get(thread, -1)
            if last < 0:
                return 0
        return self._before[last]

    def _races(self, thread: int, op: Operation, past: int, end: int) -> int:
        """Plan to reverse the races of *op* with the events before *end*; the events before it."""
        if op.obj == NOTHING and op.kind is not SLEEP:
            return past
        ordered = past  # what happens before op
        hidden = past  # what cannot be an immediate race
        for key in _looks_under(op):
            for i in reversed(self._of_object.get(key, ())):
                if hidden >> i & 1:
                    continue
                other_thread, other = self._ops[i]
                if other_thread == thread or not dependent(other, op):
                    continue
                if op.kind in _MAY_WAIT and not self._enabled_without(i, thread, op):
                    ordered |= self._before[i]
                    continue
                self._reverse(i, thread, op, ordered, end)
                hidden |= self._before[i]
                ordered |= self._before[i]
        return ordered

    def _reverse(self, i: int, thread: int, op: Operation, ordered: int, end: int) -> None:
        """Plan, at event *i*, a choice that lets *op* of *thread* come before it."""
        node = self._nodes[i]
        before, ops = self._before, self._ops
        after = 0
        first = 0
        for j in range(i + 1, end):
            if before[j] >> i & 1:
                continue
            if not before[j] & after:
                first |= 1 << ops[j][0]
            after |= 1 << j
        if not ordered & after:
            first |= 1 << thread
        if first & node.planned:
            return
        if node.sleep and self._covered(node, first, after, thread, op, i, end):
            return
        possible = first & node.enabled
        if possible:
            node.planned |= 1 << thread if possible >> thread & 1 else possible & -possible
        else:
            node.planned |= node.enabled

    def _covered(
        self, node: _Node, first: int, after: int, thread: int, op: Operation, i: int, end: int
    ) -> bool:
        """Whether a thread asleep at *node* could come first in the events planned there."""
        for sleeper, asleep in node.sleep.items():
            if first >> sleeper & 1:
                return True
            if sleeper == thread or dependent(asleep, op):
                continue
            if all(
                not after >> j & 1
                or (self._ops[j][0] != sleeper and not dependent(asleep, self._ops[j][1]))
                for j in range(i + 1, end)
            ):
                return True
        return False

    def _enabled_without(self, i: int, thread: int, op: Operation) -> bool:
        """Whether *op* of *thread* would be enabled had event *i*, and all after it, not been."""
        if op.kind is JOIN or op.kind is SPIN:
            return False
        history = [
            self._ops[j]
            for j in self._of_object.get(op.obj, ())
            if j < i or not self._before[j] >> i & 1
        ]
        assert self._execution is not None
        return enabled_after(history, thread, op, self._execution.initial.get(op.obj, 0))

    def _backtrack(self) -> bool:
        """Go back to the deepest point with a choice left, and make it."""
        nodes = self._nodes
        for depth in range(len(nodes) - 1, -1, -1):
            node = nodes[depth]
            left = node.planned & ~node.done
            for sleeper in node.sleep:
                left &= ~(1 << sleeper)
            if left:
                assert node.op is not None
                node.sleep[node.thread] = node.op
                node.thread = (left & -left).bit_length() - 1
                node.op = None
                node.done |= 1 << node.thread
                del nodes[depth + 1 :]
                self._forget(depth)
                return True
        return False

    def _forget(self, depth: int) -> None:
        """Take off the events from *depth* on."""
        while len(self._before) > depth:
            self._before.pop()
            _, op = self._ops.pop()
            for key in _listed_under(op):
                self._of_object[key].pop()
            thread, last = self._undo.pop()
            if last is None:
                del self._last[thread]
            else:
                self._last[thread] = last


def _listed_under(op: Operation) -> tuple[int, ...]:
    if op.kind is TIMEOUT:
        return (op.obj, _TIMEOUTS, _SLEEPS)
    if op.kind is SLEEP:
        return (_SLEEPS,)
    return (op.obj,) if op.obj != NOTHING else ()


def _looks_under(op: Operation) -> tuple[int, ...]:
    if op.kind is TIMEOUT:
        return (_SLEEPS, op.obj)  # a sleep must not be hidden by what its thread did later
    if op.kind is SLEEP:
        return (_TIMEOUTS,)
    return (op.obj,)


def enabled_after(
    history: list[tuple[int, Operation]], thread: int, op: Operation, initial: int
) -> bool:
    """Whether *op* of *thread* can go on after *history*, the operations done to its object.

    Args:
        history: (thread, operation) in order.
        thread: who would perform the operation.
        op: the operation, one that may have to wait.
        initial: the permits that a semaphore starts with.

    """
    if op.kind in (ACQUIRE, REACQUIRE):
        return _lock_allows(history, thread, op)
    if op.kind is AWAIT:
        changes = [o.kind for _, o in history if o.kind in (SET, CLEAR)]
        return bool(changes) and changes[-1] is SET
    count = initial
    for _, other in history:
        if other.kind in (UP, PUT):
            count += other.detail or 1
        elif other.kind in (DOWN, GET) or (other.kind is TRY_DOWN and count > 0):
            count -= 1
    return count > 0


def _lock_allows(history: list[tuple[int, Operation]], thread: int, op: Operation) -> bool:
    owner: int | None = None
    waiting: list[tuple[int, int]] = []
    notified: set[tuple[int, int]] = set()
    for who, other in history:
        kind = other.kind
        if kind is ACQUIRE or kind is REACQUIRE:
            owner = who
            notified.discard((who, other.detail))
        elif kind is TRY:
            owner = who if owner is None else owner
        elif kind is RELEASE:
            owner = None
        elif kind is WAIT:
            owner = None
            waiting.append((who, other.detail))
        elif kind is NOTIFY:
            condition, n = other.detail
            woken = [w for w in waiting if w[1] == condition][:n]
            waiting = [w for w in waiting if w not in woken]
            notified.update(woken)
        elif kind is TIMEOUT:
            waiting = [w for w in waiting if w != (who, other.detail)]
    if op.kind is REACQUIRE:
        if (thread, op.detail) not in notified:
            return False
        if op.obj == op.detail:
            return True  # a lock of the program's own making, taken separately
    return owner is None or owner == thread
