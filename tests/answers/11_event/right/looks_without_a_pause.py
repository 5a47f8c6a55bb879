# From the first day on it looks again and again. That is in time, and the README says that it may.
"""A bell that rings in the morning, and tellers who wait for it."""

import threading
import time


class Bell:
    """Rings once for each day; days are counted from 1."""

    def __init__(self) -> None:
        self._day = 0
        self._rung = threading.Event()

    def ring(self) -> None:
        """Begin the next day, and let everybody start who waits for it."""
        self._day += 1
        self._rung.set()

    def wait(self, day: int) -> None:
        """Return when `day` has begun."""
        while self._day < day:
            self._rung.wait()


def teller(name: str, bell: Bell, days: int) -> None:
    """Start work every morning."""
    for day in range(1, days + 1):
        bell.wait(day)
        print(f"day {day}: {name} starts")
        time.sleep(0.01)


def main() -> None:
    bell = Bell()
    tellers = [threading.Thread(target=teller, args=(n, bell, 3)) for n in ("ann", "bob", "carla")]
    for thread in tellers:
        thread.start()
    for _ in range(3):
        time.sleep(0.02)
        bell.ring()
    for thread in tellers:
        thread.join()


if __name__ == "__main__":
    main()
