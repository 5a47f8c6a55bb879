"""A reminder that rings at the counter again and again: lock the till!"""

import threading
import time
from collections.abc import Callable


class Reminder:
    """Calls `remind` every so many seconds, until it is stopped."""

    def __init__(self, every: float, remind: Callable[[], object]) -> None:
        self._every = every
        self._remind = remind
        self._lock = threading.Lock()
        self._stopped = False

    def start(self) -> None:
        """Begin to count the time; the first call comes when it is up."""
        self._next = time.monotonic()
        self._plan()

    def stop(self) -> None:
        """Do not remind anybody any more."""
        with self._lock:
            self._stopped = True
            self._timer.cancel()

    def _plan(self) -> None:
        with self._lock:
            if self._stopped:
                return
            self._next += self._every
            self._timer = threading.Timer(self._next - time.monotonic(), self._ring)
            self._timer.start()

    def _ring(self) -> None:
        with self._lock:
            if self._stopped:
                return
        self._remind()
        self._plan()


def main() -> None:
    """Remind somebody for a while."""
    begin = time.monotonic()

    def remind() -> None:
        print(f"after {time.monotonic() - begin:.1f} s: lock the till!")
        time.sleep(0.15)

    reminder = Reminder(0.2, remind)
    reminder.start()
    time.sleep(1.7)
    reminder.stop()
    print("the bank is closed")


if __name__ == "__main__":
    main()
