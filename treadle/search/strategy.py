"""What the kernel asks of a strategy: who goes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from treadle.kernel import Execution
    from treadle.virtual_thread import VirtualThread

Chooser: TypeAlias = (
    "Callable[[list[VirtualThread], VirtualThread, Execution], VirtualThread | None]"
)
"""Says which of those who can run goes next; see `Strategy`."""


class Strategy(Protocol):
    """Who goes next."""

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread | None:
        """Return the one of *enabled* (by number, never empty) that goes next.

        *last* is the thread that ran until now; it is not among them if it is blocked or has
        ended. None stops the execution without a verdict: what follows is covered elsewhere.
        Who is to choose from some point on may be put in `Execution.choose`.
        """
