# rejected by: test_stopped_before_the_first_call wrong-result
# why: looks four times in a period whether it is over; a quarter of a quarter of an hour is long
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
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        """Begin to count the time; the first call comes when it is up."""
        self._next = time.monotonic() + self._every
        self._thread.start()

    def stop(self) -> None:
        """Do not remind anybody any more."""
        self._stopped = True
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped:
            left = self._next - time.monotonic()
            if left > 0:
                time.sleep(min(left, self._every / 4))
            else:
                self._next += self._every
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
