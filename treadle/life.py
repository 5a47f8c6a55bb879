"""The life of a virtual thread: how it begins, what it does at its end, and who goes on then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from treadle.carrier import Carrier
from treadle.ending import Unwind
from treadle.operation import END, Operation
from treadle.state import state

if TYPE_CHECKING:
    from treadle.kernel import Execution
    from treadle.virtual_thread import VirtualThread


def begun(execution: Execution, thread: VirtualThread) -> Carrier:
    """What carries *thread*, whose life begins now."""
    idle = execution.idle
    thread.greenlet = carrier = idle.pop() if idle else Carrier()
    carrier.take_up(_live, execution, thread)
    return carrier


def _live(execution: Execution, me: VirtualThread) -> Callable[[], object]:
    """The life of *me*, from its first step to the choice of its successor.

    Returns:
        How to switch to that; it is done when nothing of this thread is left.

    """
    try:
        function, me.life = me.life, None
        try:
            function()
        except BaseException as error:
            if execution.ending:  # it is an Unwind, or comes of one
                return execution.hub.switch
            _died(execution, me, error)
        if execution.ending:
            return execution.hub.switch
        if state.active or execution.apart:
            execution.step(_end_of(me.obj))
        me.finished = True
        execution.alive.remove(me)
        execution.unchanged = None
        for thread in execution.alive:
            if thread.daemon or thread.effect is not None:
                continue
            execution.running = chosen = execution.successor(me)
            carrier = chosen.greenlet or begun(execution, chosen)
            me.greenlet = None
            return carrier.switch if carrier else partial(execution.hub.switch, carrier)
        me.greenlet = None
    except BaseException as error:
        if not execution.ending:  # thrown into the greenlet by a program that plays with them
            with suppress(Unwind):
                _died(execution, me, error)
    return execution.hub.switch


def _died(execution: Execution, me: VirtualThread, error: BaseException) -> None:
    """Note that *error* ended *me*: the end of everything, unless it is a thread's own exit."""
    me.error = error
    if me is not execution.main:
        if isinstance(error, SystemExit):
            return
        execution.lost.append(me)
    execution.stop(execution.outcome())


@cache
def _end_of(number: int) -> Operation:
    return Operation(END, number)
