"""`threading.Event`."""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.operation import AWAIT, CLEAR, READ, SET, Kind, Operation
from treadle.world.primitive import Primitive, deprecated


class Event(Primitive):
    """`threading.Event`."""

    __slots__ = ("_flag",)

    def _reset(self, execution: Execution) -> None:
        self._flag = False
        execution.initial[self._number] = 0

    def is_set(self) -> bool:
        """Whether the flag is true."""
        execution = self._execution()
        execution.step(Operation(READ, self._number))
        return self._flag

    def isSet(self) -> bool:  # noqa: N802 - the old name in `threading`
        """The same as `is_set`."""
        deprecated("isSet()", "use is_set()")
        return self.is_set()

    def set(self) -> None:
        """Make the flag true and wake all who wait for it."""
        self._change(SET, True)

    def clear(self) -> None:
        """Make the flag false."""
        self._change(CLEAR, False)

    def _change(self, kind: Kind, flag: bool) -> None:
        execution = self._execution()
        execution.step(Operation(kind, self._number))
        self._flag = flag

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the flag to be true; whether it is."""
        execution = self._execution()
        wait_s = None if timeout is None else max(timeout, 0.0)
        if wait_s == 0:
            return self.is_set()
        return execution.block(Operation(AWAIT, self._number), self._is_set, self, wait_s)

    def _at_fork_reinit(self) -> None:
        self._reset(self._execution())

    def __repr__(self) -> str:
        self._execution()
        status = "set" if self._flag else "unset"
        return f"<threading.Event at {id(self):#x}: {status}>"

    def _is_set(self) -> bool:
        return self._flag
