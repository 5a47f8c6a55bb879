"""Loops that spin: how a thread that polls is kept from polling for ever.

A scheduler that lets a polling thread go on never gets anywhere, and it would not be fair to blame
the program: a real machine lets the others run at some time. Three rules see to that.

*A round that changed nothing.* If a thread comes to the head of a `while` loop with the very local
variables of the round before, and it has written nothing in between (to take locks and give them
back leaves nothing behind), the next round will be the same unless somebody changes what it read.
So it waits until somebody does. Nothing is lost: the rounds that are left out lead nowhere.

*Many rounds.* A thread that does change something in each round (it polls through a lock, it
counts, also by a `for` over `itertools.count()`) gives way every `ROUNDS` rounds: each thread that
can run must take a step, or come to a point where it cannot, before it goes on. (After Musuvathi
and Qadeer, "Fair stateless model checking", PLDI 2008, whose rule gives way at the second round
already.) This leaves schedules out, so such a program is never called proved.

*Many steps.* A `for` loop over anything else ends by itself, but who tries a million times may not
be left to it before anybody else can do what it waits for: it gives way to those who have taken
none of the last `STEPS` steps.

A round that takes time of the exact clock is not left out for nothing: if the thread asks for the
time, the clock is what it reads, and if it does not, it still sees a change only at the end of the
round in which that comes.

Each loop goes by its own rounds, also if there are others in it, or in what it calls.

Who holds a lock at the head of the loop, and lets go of it in the midst of each round, waits or
gives way there, with the lock released: at the head nobody else could do anything.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType
from typing import Any

from treadle.kernel import Execution
from treadle.operation import (
    LOCKING,
    NOTHING,
    READ,
    RELEASE,
    SLEEP,
    SPIN,
    Kind,
    Operation,
    dependent,
    parts_of,
)
from treadle.virtual_thread import VirtualThread

ROUNDS = 20
"""Rounds of a loop after which a thread gives way."""

STEPS = 1_000
"""A thread in a `for` loop gives way to those who have taken none of so many last steps."""

_PLAIN = (int, float, str, bytes, bool, type(None))


def next_round(
    execution: Execution, number: int, around: int, frame: FrameType, *, goes_on: bool = False
) -> None:
    """The running thread comes to the head of loop *number* in *frame*: wait if it spins.

    That is in the loop *around*, if it is in one.
    If the loop *goes_on* by an iterator, which may end it, no round is as the one before.
    """
    me = execution.running
    variables = dict(frame.f_locals)
    rounds = me.rounds
    if me.has_asked:
        me.has_asked = False
        for each in rounds:  # this loop's, those around it, and some that are over
            each.has_asked = True
    for last in reversed(rounds):
        if last.frame is frame and last.number == number:
            break
    else:
        _forget_what_is_over(frame, around, rounds)
        rounds.append(_Round(number, frame, variables, execution))
        return
    while rounds[-1] is not last:
        rounds.pop()  # a loop of the round before
    unchanged = not goes_on and _same(variables, last.variables)
    last.variables = variables
    reads: list[int] = []
    locks: list[int] = []
    first: dict[int, Kind] = {}  # by lock, what was done to it first
    locked = 0  # how many more locks are held now
    events = execution.events
    for event in range(last.looked, len(events)):
        who, op = events[event]
        if who != me.index:
            continue
        if not op.kind.writes:  # of a step on several objects, none is written then
            reads.append(event)
        elif op.kind in LOCKING:
            locks.append(event)
            locked += LOCKING[op.kind]
            first.setdefault(op.obj, op.kind)
        else:
            unchanged = False
    let_go = [lock for lock, kind in first.items() if kind is RELEASE]
    now = execution.clock.now
    took_s, last.begun = now - last.begun, now
    if execution.clock.exact and took_s and last.has_asked:
        unchanged = False  # it is the clock that it reads
    last.has_asked = False
    last.count += last.looked < len(events)
    me.due = None
    if unchanged and not locked and (reads or locks) and len(let_go) < 2:
        # Nobody could see it hold the lock in the rounds that were left out.
        if locks:
            execution.leave_out("a loop takes a lock each time it looks")
        _now_or_at(
            let_go, execution, lambda: _wait_for_a_change(execution, last, reads, locks, took_s)
        )
    elif last.count >= ROUNDS:
        last.count = 0
        last.turns += 1
        turn = last.turns % len(let_go) if let_go else 0
        _now_or_at(let_go[turn : turn + 1], execution, lambda: give_way(execution))
    last.looked = len(events)


def a_long_way(execution: Execution) -> None:
    """The running thread begins a round of a `for` loop, which ends by itself, some time."""
    me, now = execution.running, len(execution.events)
    if now < me.goes_to:
        return
    if me.goes_to:
        held = _taken_since(execution, now - STEPS)
        turn = now // STEPS % len(held) if held else 0
        _now_or_at(held[turn : turn + 1], execution, lambda: give_way(execution, steps=STEPS))
    me.goes_to = now + STEPS


def _taken_since(execution: Execution, begin: int) -> list[int]:
    """The locks that the running thread has taken since the event *begin*, and still holds."""
    held: dict[int, int] = {}
    for who, op in execution.events[max(begin, 0) :]:
        if who == execution.running.index and op.kind in LOCKING:
            held[op.obj] = held.get(op.obj, 0) + LOCKING[op.kind]
    return [lock for lock, times in held.items() if times > 0]


def released(execution: Execution, lock: int) -> None:
    """The running thread, of which something is due, has just given *lock* back."""
    me = execution.running
    due = me.due
    if due is not None and due[0] == lock:
        me.due = None
        if not execution.ending:
            due[1]()


def _now_or_at(locks: list[int], execution: Execution, work: Callable[[], None]) -> None:
    """Do *work* now, or when the running thread next gives back the lock of *locks*."""
    if locks:
        execution.running.due = (locks[0], work)
    else:
        work()


def _wait_for_a_change(
    execution: Execution, last: _Round, read: list[int], took: list[int], took_s: float
) -> None:
    """Wait until somebody changes what the running thread saw at the events *read* and *took*.

    A round that takes time, *took_s* of the exact clock, goes on from then as if it had begun when
    it should have, and sees the change at its end. For the sake of what is out of our sight, it
    looks again whatever anybody has done.

    What a lock protects may be out of our sight (the items of a queue), and is likely to have
    changed when somebody waits or notifies under that lock; if locks are all that was seen, also
    when somebody takes it.
    """
    thread = execution.running
    me = thread.index
    events = execution.events
    seen = []
    for event in sorted(read + took):
        for op in parts_of(events[event][1]):
            if op.obj != NOTHING:
                weak = bool(read) and op.kind in LOCKING
                seen.append((event, weak, Operation(READ, op.obj, op.part)))
    unread = min(read + took)
    begun = execution.clock.now
    keeps_time = execution.clock.exact and took_s > 0

    def changed() -> bool:
        nonlocal unread
        while unread < len(events):
            who, op = events[unread]
            if op.kind.writes and who != me:
                locking = op.kind in LOCKING
                for event, weak, saw in seen:
                    if event < unread and not (weak and locking) and dependent(saw, op):
                        return True
                if keeps_time:
                    execution.leave_out("a loop looks again and again, and at the clock")
                    return True
            unread += 1
        return False

    detail = tuple(saw for _, _, saw in seen)
    execution.restless += 1
    execution.block(Operation(SPIN, NOTHING, None, detail), changed, None)
    execution.restless -= 1
    if keeps_time:
        now = execution.clock.now
        thread.late_s = (now - begun) % took_s
        last.begun = now - thread.late_s


def give_way(execution: Execution, steps: int = 0) -> None:
    """Let every thread that can run take a step before the running thread goes on.

    Who has taken one of the last *steps* has had its turn. Who could run, and cannot any more
    because a lock was taken meanwhile, is waited for as long as others go on: it will be free
    again.

    Of two threads that give way, the one that came first need not wait for the other, so that
    they never wait for each other.

    By the exact clock computing takes no time, so that who polls without a pause would keep all
    others asleep for ever. In the second half of the steps that an execution may take, who gives
    way waits until time has moved on, if anybody waits for that.
    """
    me = execution.running
    clock = execution.clock
    begun = clock.now
    late = clock.exact and len(execution.events) > execution.step_limit // 2
    execution.turns += 1
    me.gave_way = turn = execution.turns
    events = execution.events
    unread = len(events) - steps
    # Who has had no turn yet: who could not run so far, and who could at some time.
    unable = {t.index: t for t in execution.alive if t is not me}
    able: dict[int, VirtualThread] = {}

    def can_run(thread: VirtualThread) -> bool:
        waits = thread.gave_way > turn or (thread.ready is not None and not thread.ready())
        return not waits and not thread.finished

    def all_had_their_turn() -> bool:
        nonlocal unread
        while (unable or able) and unread < len(events):
            who = events[unread][0]
            unable.pop(who, None)
            able.pop(who, None)
            unread += 1
        if not unable and not able:
            return True
        now_able = {index: thread for index, thread in unable.items() if can_run(thread)}
        for index in now_able:
            del unable[index]
        # Of many who could run before, one that still can is enough.
        may_run = bool(now_able) or any(map(can_run, able.values()))
        able.update(now_able)
        if may_run:
            return False
        if any(_may_give_up(execution, thread) for thread in (*unable.values(), *able.values())):
            return False
        if not able or not any(can_run(t) for t in execution.alive if t is not me):
            unable.clear()
            able.clear()
        return not unable and not able

    def may_go_on() -> bool:
        waits_for_time = late and clock.now == begun and clock.deadlines(execution.alive)
        return all_had_their_turn() and not waits_for_time

    if not may_go_on():
        execution.leave_out("a loop looks again and again beside others")
        execution.restless += 1
        execution.block(Operation(SLEEP, NOTHING), may_go_on, None)
        execution.restless -= 1
    me.gave_way = 0


def _may_give_up(execution: Execution, thread: VirtualThread) -> bool:
    """Whether the wait of *thread* runs out by itself if everybody else waits, too.

    Such a thread can run, though not now. With the exact clock its time comes when it comes.
    """
    may_run_out = thread.timeout is not None and not thread.in_time and not thread.finished
    return may_run_out and not execution.clock.exact


class _Round:
    """What a thread looked like at the head of its loop."""

    __slots__ = ("begun", "count", "frame", "has_asked", "looked", "number", "turns", "variables")

    def __init__(
        self, number: int, frame: FrameType, variables: dict[str, Any], execution: Execution
    ) -> None:
        self.number = number
        self.frame = frame
        self.variables = variables
        self.count = 1  # rounds in which something was done
        self.turns = 0  # how often it gave way
        self.begun = execution.clock.now
        self.looked = len(execution.events)  # so many had been seen
        self.has_asked = False  # for the time, since then


def _forget_what_is_over(frame: FrameType, around: int, rounds: list[_Round]) -> None:
    """Forget the loops that a new one in *frame*, in the loop *around*, cannot come back to.

    They would keep alive what the program has let go of.
    """
    while rounds:
        last = rounds[-1]
        caller: FrameType | None = frame
        while caller is not None and caller is not last.frame:
            caller = caller.f_back
        if caller is not None and (caller is not frame or last.number == around):
            return
        rounds.pop()


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two sets of local variables hold the same things."""
    if a.keys() != b.keys():
        return False
    for name, value in a.items():
        other = b[name]
        if value is not other and not (
            type(value) is type(other) and isinstance(value, _PLAIN) and value == other
        ):
            return False
    return True
