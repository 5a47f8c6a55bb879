"""Where a primitive lives outside all executions.

What is left of a program (a finaliser, a check that looks at a lock when all is over) finds it idle
there instead of broken.
"""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.virtual_thread import VirtualThread


class _Nobody:
    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread | None:
        return None


class _Afterwards(Execution):
    __slots__ = ()
    is_afterwards = True


def _afterwards() -> Execution:
    execution = _Afterwards(_Nobody())
    execution.running = execution.main = VirtualThread(0, "main", daemon=False)
    execution.ending = True
    return execution


AFTERWARDS = _afterwards()
"""An execution that is over before anything has been done in it."""
