"""`threading.Semaphore` and `threading.BoundedSemaphore`."""

from __future__ import annotations

from functools import cache

from treadle.kernel import Execution
from treadle.operation import DOWN, GIVE_BACK, READ, TRY_DOWN, UP, Kind, Operation, whole
from treadle.world.primitive import Primitive


@cache
def _given(kind: Kind, number: int, n: int) -> Operation:
    """To give *n* permits to the semaphore of that number."""
    return Operation(kind, number, None, n)


class Semaphore(Primitive):
    """`threading.Semaphore`."""

    __slots__ = ("_initial_value", "_permits")

    _GIVES = UP

    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        super().__init__()
        self._initial_value = value

    def _reset(self, execution: Execution) -> None:
        self._permits = self._initial_value
        execution.initial[self._number] = self._initial_value

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take a permit; whether one was taken."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        execution = self._treadle_execution()
        wait_s = None if timeout is None else max(timeout, 0.0)
        if not blocking or wait_s == 0:
            execution.step(whole(TRY_DOWN, self._number))
            if self._permits <= 0:
                execution.futile()
                return False
        elif not execution.block(whole(DOWN, self._number), self._free, self, wait_s):
            return False
        self._permits -= 1
        return True

    def release(self, n: int = 1) -> None:
        """Give *n* permits back."""
        if n < 1:
            raise ValueError("n must be one or more")
        execution = self._treadle_execution()
        execution.step(_given(self._GIVES, self._number, n))
        self._check(n)
        self._permits += n

    @property
    def _value(self) -> int:
        """How many permits are left; private in Python too, and asked for all the same."""
        self._treadle_execution().step(whole(READ, self._number))
        return self._permits

    def _check(self, n: int) -> None:
        """Raise if *n* more permits would be too many."""

    def _free(self) -> bool:
        return self._permits > 0

    def __repr__(self) -> str:
        self._treadle_shown()
        kind = type(self)
        return f"<threading.{kind.__qualname__} at {id(self):#x}: value={self._shown()}>"

    def _shown(self) -> str:
        return str(self._permits)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc: object) -> None:
        self.release()


class BoundedSemaphore(Semaphore):
    """`threading.BoundedSemaphore`."""

    __slots__ = ()

    _GIVES = GIVE_BACK

    def _shown(self) -> str:
        return f"{self._permits}/{self._initial_value}"

    def _check(self, n: int) -> None:
        if self._permits + n > self._initial_value:
            self._treadle_execution().futile()
            raise ValueError("Semaphore released too many times")
