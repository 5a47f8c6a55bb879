"""The day is looked at first, and the event looked up after that: ring has another one then."""

import threading


class Bell:
    """Rings once for each day; days are counted from 1."""

    def __init__(self) -> None:
        self._day = 0
        self._rung = threading.Event()

    def ring(self) -> None:
        """Begin the next day, and let everybody start who waits for it."""
        self._day += 1
        rung, self._rung = self._rung, threading.Event()
        rung.set()

    def wait(self, day: int) -> None:
        """Return when `day` has begun."""
        while self._day < day:
            self._rung.wait()
