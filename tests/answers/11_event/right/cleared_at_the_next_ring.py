"""A bell that rings in the morning, and tellers who wait for it."""

import threading
import time


class Bell:
    def __init__(self) -> None:
        self._day = 0
        self._rung = threading.Event()

    def ring(self) -> None:
        self._rung.clear()
        self._day += 1
        self._rung.set()

    def wait(self, day: int) -> None:
        while True:
            self._rung.wait()
            if self._day >= day:
                break


def teller(name: str, bell: Bell, days: int) -> None:
    """Start work every morning."""
    for day in range(1, days + 1):
        bell.wait(day)
        print(f"day {day}: {name} starts")
        time.sleep(0.01)
