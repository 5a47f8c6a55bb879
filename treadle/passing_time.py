"""The passing of time: sleeping, asking for it, and who can go on because of it.

Which clock it goes by, and what that means, is in `treadle.clocks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from treadle.ending import carry_on
from treadle.operation import IDLE_TIMEOUT, NOTHING, SLEEP, SPIN, TIMEOUT, Operation
from treadle.state import state
from treadle.virtual_thread import VirtualThread

if TYPE_CHECKING:
    from treadle.kernel import Execution

SPIN_LIMIT = 100
"""Rounds that a spinning thread is granted when nobody is left who could change what it reads."""

_SLEEP = Operation(SLEEP, NOTHING)


def sleep(execution: Execution, seconds: float) -> None:
    """Let *seconds* of virtual time pass for the running thread."""
    clock, me = execution.clock, execution.running
    if execution.ending:
        carry_on(execution, me)
        return
    me.asked_s = seconds
    deadline = clock.now + max(seconds - me.late_s, 0.0)
    me.late_s = 0.0
    if state.active and clock.exact:
        me.deadline = deadline
        execution.block(_SLEEP, lambda: clock.now >= deadline, None)
        return
    if state.active:
        execution.slept |= 1 << me.index
        _see_time(execution)
        execution.step(_SLEEP)  # in the meantime others may have slept as well
    clock.now = max(clock.now, deadline)


def ask_time(execution: Execution) -> float:
    """The time, for the running thread, which asks."""
    me = execution.running
    me.has_asked = True
    if not execution.clock.exact:
        if state.active:
            execution.asked |= 1 << me.index
        _see_time(execution)
    return execution.clock.ask()


def _see_time(execution: Execution) -> None:
    """Note it if somebody sees how long another has slept, or, when alone again, how long two have.

    No operation says that, so nothing is proved then; see `treadle.search.default`.
    """
    slept = execution.slept
    both = execution.asked | slept if state.active else slept
    if slept and both & (both - 1) and (execution.asked or not state.active):
        execution.sees_time = True
        execution.leave_out("a thread asks for the time, and so sees how long others have slept")


def time_is_up(execution: Execution, thread: VirtualThread) -> bool:
    """Whether *thread*, which waits, goes on at once also if it does not get through."""
    timeout = thread.timeout
    return (
        timeout is not None
        and timeout.kind is TIMEOUT
        and execution.clock.may_time_out(thread, execution.alive)
    )


def with_timeouts(execution: Execution, enabled: list[VirtualThread]) -> list[VirtualThread]:
    """*enabled*, with the threads whose timed wait may run out now."""
    alive, clock = execution.alive, execution.clock
    result = []
    able = enabled + [t for t in alive if not t.in_time and time_is_up(execution, t)]
    for thread in alive:
        if thread.timeout is None or thread.ready is None:
            if thread in enabled:
                result.append(thread)
            continue
        assert thread.normal is not None
        if thread in enabled:
            thread.op, thread.timed_out = thread.normal, False
            result.append(thread)
        elif not thread.in_time and clock.may_time_out(thread, able):
            thread.op, thread.timed_out = thread.timeout, True
            result.append(thread)
        else:
            thread.op, thread.timed_out = thread.normal, False
    return result


def up_as_well(execution: Execution, deadline: float) -> None:
    """A wait has run out at its *deadline*: so may all that were to run out by then, at any time.

    That they may is no longer for the order of the steps to tell, so nothing is proved.
    """
    for thread in execution.alive:
        timeout = thread.timeout
        if timeout is not None and timeout.kind is IDLE_TIMEOUT and thread.deadline <= deadline:
            thread.timeout = timeout._replace(kind=TIMEOUT)
            execution.leave_out("two waits run out of time, in either order")


def later(execution: Execution) -> list[VirtualThread]:
    """When nobody can run: who can, once the clock has moved on."""
    if not execution.clock.advance(execution.alive):
        return []
    execution.epochs.append(len(execution.events))
    able = [t for t in execution.alive if t.ready is None or t.ready()]
    return with_timeouts(execution, able)


def spinning(execution: Execution) -> list[VirtualThread]:
    """When nobody else can run: the threads that spin, which may yet come to an end alone."""
    execution.clock.now += 1.0  # they may be waiting for the clock
    execution.epochs.append(len(execution.events))
    found = []
    for thread in execution.alive:
        if thread.op.kind is SPIN and thread.spun < SPIN_LIMIT:
            thread.spun += 1
            thread.op = Operation(SPIN, NOTHING)
            found.append(thread)
    if len(found) > 1:
        execution.leave_out("several loops look again and again, and nobody else can go on")
    return found
