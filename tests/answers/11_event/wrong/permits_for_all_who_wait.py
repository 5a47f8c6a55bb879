# rejected by: test_some_wait_for_today_and_some_for_tomorrow deadlock
# why: one who waits for tomorrow is woken, waits again, and takes the permit of one who waits for today
"""A bell that rings in the morning, and tellers who wait for it."""

import threading
import time


class Bell:
    """Rings once for each day; days are counted from 1."""

    def __init__(self) -> None:
        self._day = 0
        self._waiting = 0
        self._mutex = threading.Lock()
        self._start = threading.Semaphore(0)

    def ring(self) -> None:
        """Begin the next day, and let everybody start who waits for it."""
        with self._mutex:
            self._day += 1
            for _ in range(self._waiting):
                self._start.release()
            self._waiting = 0

    def wait(self, day: int) -> None:
        """Return when `day` has begun."""
        while True:
            with self._mutex:
                if day <= self._day:
                    return
                self._waiting += 1
            self._start.acquire()


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
