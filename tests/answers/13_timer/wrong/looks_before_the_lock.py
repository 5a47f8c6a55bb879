# rejected by: test_stopped_before_the_first_call wrong-result
# why: who looks before it takes the lock is notified before it waits
"""A reminder that rings at the counter again and again: lock the till!"""

import threading
import time
from collections.abc import Callable


class Reminder:
    """Calls `remind` every so many seconds, until it is stopped."""

    def __init__(self, every: float, remind: Callable[[], object]) -> None:
        self._every = every
        self._remind = remind
        self._stopped = False
        self._wake = threading.Condition()

    def start(self) -> None:
        """Begin to count the time; the first call comes when it is up."""
        self._next = time.monotonic() + self._every
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        """Do not remind anybody any more."""
        self._stopped = True
        with self._wake:
            self._wake.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped:
            with self._wake:
                self._wake.wait(self._next - time.monotonic())
            if self._stopped:
                return
            self._remind()
            self._next += self._every


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
