"""A bell that rings in the morning, and tellers who wait for it."""

from concurrent.futures import Future
import threading
import time


class Bell:
    """A chain of promises, one for each day, as one has it in JavaScript."""

    def __init__(self) -> None:
        self._promises: list[Future] = [Future()]
        self._promises[0].set_result(None)
        self._lock = threading.Lock()
        self._today = 0

    def _promise(self, day):
        with self._lock:
            while len(self._promises) <= day:
                self._promises.append(Future())
            return self._promises[day]

    def ring(self) -> None:
        self._today += 1
        self._promise(self._today).set_result(self._today)

    def wait(self, day: int) -> None:
        self._promise(day).result()


def teller(name: str, bell: Bell, days: int) -> None:
    """Start work every morning."""
    for day in range(1, days + 1):
        bell.wait(day)
        print(f"day {day}: {name} starts")
        time.sleep(0.01)
