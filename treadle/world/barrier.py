"""`threading.Barrier`."""

from __future__ import annotations

from collections.abc import Callable
from threading import BrokenBarrierError

from treadle.world.condition import Condition


class Barrier:
    """`threading.Barrier`: nobody passes before *parties* threads have come.

    A generation fills, then drains; threads that come while one drains wait for the next. A
    breach (abort, timeout, failing action) lets everybody out with BrokenBarrierError.
    """

    def __init__(
        self, parties: int, action: Callable[[], object] | None = None, timeout: float | None = None
    ) -> None:
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._changed = Condition()
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._inside = 0
        self._phase = "filling"

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the others; a number from 0 to parties - 1, different for each."""
        if timeout is None:
            timeout = self._timeout
        with self._changed:
            self._changed.wait_for(lambda: self._phase not in ("draining", "resetting"))
            self._intact()
            index = self._inside
            self._inside += 1
            try:
                if index + 1 == self._parties:
                    self._release()
                else:
                    in_time = self._changed.wait_for(lambda: self._phase != "filling", timeout)
                    if not in_time:
                        self._break()
                        raise BrokenBarrierError
                    if self._phase != "draining":
                        raise BrokenBarrierError
                return index
            finally:
                self._inside -= 1
                if self._inside == 0 and self._phase in ("draining", "resetting"):
                    self._phase = "filling"
                    self._changed.notify_all()

    def _intact(self) -> None:
        if self._phase == "broken":
            raise BrokenBarrierError

    def _release(self) -> None:
        try:
            if self._action is not None:
                self._action()
        except BaseException:
            self._break()
            raise
        self._phase = "draining"
        self._changed.notify_all()

    def _break(self) -> None:
        self._phase = "broken"
        self._changed.notify_all()

    def reset(self) -> None:
        """Start again; whoever waits gets BrokenBarrierError."""
        with self._changed:
            if not self._inside:
                self._phase = "filling"
            elif self._phase != "draining":  # those who drain have passed
                self._phase = "resetting"
            self._changed.notify_all()

    def abort(self) -> None:
        """Break the barrier for good."""
        with self._changed:
            self._break()

    def __repr__(self) -> str:
        status = "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}"
        return f"<threading.Barrier at {id(self):#x}: {status}>"

    @property
    def parties(self) -> int:
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self) -> int:
        """How many threads wait."""
        with self._changed:
            return self._inside if self._phase == "filling" else 0

    @property
    def broken(self) -> bool:
        """Whether the barrier is broken."""
        with self._changed:
            return self._phase == "broken"
