"""Greenlets that carry one virtual thread after another.

To begin a greenlet, and to end it, costs as much as ten switches, most of it for a piece of stack
that the system has to hand out and take back. So one that has carried a thread to its end waits for
the next, which may be of another execution.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from greenlet import GreenletExit, greenlet

Life = Callable[[Any, Any], Callable[[], object]]
"""All that a thread does: given the execution and it, gives the switch to be made at its end."""


class Carrier(greenlet):
    """A greenlet that lives one life after another.

    Attributes:
        life: the one to live when it is switched to next,
        execution: in which,
        thread: and whose that is.

    """

    __slots__ = ("execution", "life", "thread")

    life: Life
    execution: Any
    thread: Any

    def run(self, *_: object) -> None:
        """Live what is to be lived, for ever."""
        idle = idle_here()
        while True:
            go_on = self.life(self.execution, self.thread)
            self.life = _none
            self.execution = self.thread = None  # which lets go of the last one
            idle.append(self)
            try:
                go_on()
                if self.life is _none:
                    raise GreenletExit
            except BaseException:
                self._disturbed(idle)
                raise

    def take_up(self, life: Life, execution: Any, thread: Any) -> None:
        """Be ready to live *life* of *thread*; who dies of an exception goes on as the hub."""
        self.life, self.execution, self.thread = life, execution, thread
        if self.parent is not execution.hub:
            self.parent = execution.hub
        if self.gr_context is not None:
            self.gr_context = None  # a thread begins with context variables of its own

    def _disturbed(self, idle: list[Carrier]) -> None:
        """End, for a program that plays with greenlets woke the one of a thread that had ended."""
        from treadle.state import state

        if self in idle:
            idle.remove(self)
        if state.execution is not None and state.execution.running.greenlet is not None:
            self.parent = state.execution.running.greenlet  # it gets back what it has thrown


def idle_here() -> list[Carrier]:
    """The carriers of this thread of the operating system that wait for a life."""
    try:
        found: list[Carrier] = _here.idle
    except AttributeError:
        found = _here.idle = []
    return found


_here = threading.local()


def _none(execution: Any, thread: Any) -> Callable[[], object]:
    raise AssertionError("a carrier is given a life before it is switched to")
