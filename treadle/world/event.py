"""`threading.Event`."""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.operation import AWAIT, CLEAR, READ, SET, Kind, whole
from treadle.virtual_thread import VirtualThread
from treadle.world.primitive import Primitive, deprecated


class Event(Primitive):
    """`threading.Event`."""

    __slots__ = ("_flag", "_treadle_waiting", "_treadle_woken")

    def _reset(self, execution: Execution) -> None:
        self._flag = False
        # On the exact clock, who began to wait at an earlier moment is woken for certain.
        self._treadle_waiting: dict[VirtualThread, float] = {}
        self._treadle_woken: set[VirtualThread] = set()
        execution.initial[self._number] = 0

    def is_set(self) -> bool:
        """Whether the flag is true."""
        execution = self._treadle_execution()
        if execution.recorder is not None:
            execution.running.peek = self._is_set
        execution.step(whole(READ, self._number))
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
        execution = self._treadle_execution()
        execution.step(whole(kind, self._number))
        self._flag = flag
        now = execution.clock.now
        if flag and self._treadle_waiting:
            self._treadle_woken.update(
                t for t, since in self._treadle_waiting.items() if since < now
            )

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the flag to be true; whether it is."""
        execution = self._treadle_execution()
        wait_s = None if timeout is None else max(timeout, 0.0)
        if wait_s == 0:
            return self.is_set()
        operation = whole(AWAIT, self._number)
        if not execution.clock.exact:
            return execution.block(operation, self._is_set, self, wait_s)
        me = execution.running
        self._treadle_waiting[me] = execution.clock.now
        try:
            return execution.block(
                operation, lambda: self._flag or me in self._treadle_woken, self, wait_s
            )
        finally:
            self._treadle_waiting.pop(me, None)
            self._treadle_woken.discard(me)

    def _at_fork_reinit(self) -> None:
        execution = self._treadle_execution()
        execution.unchanged = None
        self._reset(execution)

    def __repr__(self) -> str:
        self._treadle_shown()
        status = "set" if self._flag else "unset"
        return f"<threading.Event at {id(self):#x}: {status}>"

    def _is_set(self) -> bool:
        return self._flag
