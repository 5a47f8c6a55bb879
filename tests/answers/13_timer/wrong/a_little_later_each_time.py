# rejected by: test_a_call_that_takes_a_while_delays_nothing wrong-result
# why: looks every 10 ms, and counts the time from when it has noticed: some milliseconds more each time
import threading
import time
from collections.abc import Callable


class Reminder:
    """Calls `remind` every so many seconds, until it is stopped."""

    def __init__(self, every: float, remind: Callable[[], object]) -> None:
        self._every = every
        self._remind = remind
        self._running = False

    def start(self) -> None:
        self._running = True
        self._next = time.monotonic() + self._every
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._running = False
        self._thread.join()

    def _run(self) -> None:
        while self._running:
            due = self._next
            while self._running and time.monotonic() < due:
                time.sleep(0.01)
            self._next = time.monotonic() + self._every
            if self._running:
                self._remind()


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
