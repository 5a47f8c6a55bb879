"""Who can go on because time passes: waits that run out, and loops that spin for the clock.

Which clock it goes by, and what that means, is in `treadle.clocks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from treadle.operation import IDLE_TIMEOUT, NOTHING, SPIN, TIMEOUT, Operation
from treadle.virtual_thread import VirtualThread

if TYPE_CHECKING:
    from treadle.kernel import Execution

SPIN_LIMIT = 100
"""Rounds that a spinning thread is granted when nobody is left who could change what it reads."""


def with_timeouts(execution: Execution, enabled: list[VirtualThread]) -> list[VirtualThread]:
    """*enabled*, with the threads whose timed wait may run out now."""
    alive, clock = execution.alive, execution.clock
    result = []
    able = enabled + [t for t in alive if not t.in_time and execution.time_is_up(t)]
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
            execution.cut = True


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
    execution.cut = execution.cut or len(found) > 1
    return found
