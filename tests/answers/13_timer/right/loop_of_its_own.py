"""A reminder that rings at the counter again and again: lock the till!"""

import asyncio
import threading
import time
from collections.abc import Callable


class Reminder:
    """Calls `remind` every so many seconds, until it is stopped."""

    def __init__(self, every: float, remind: Callable[[], object]) -> None:
        self._every = every
        self._remind = remind
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="reminder")

    def start(self) -> None:
        """Begin to count the time; the first call comes when it is up."""
        self._begin = self._loop.time()
        self._plan(1)
        self._thread.start()

    def stop(self) -> None:
        """Do not remind anybody any more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _plan(self, number: int) -> None:
        self._loop.call_at(self._begin + number * self._every, self._ring, number)

    def _ring(self, number: int) -> None:
        self._plan(number + 1)
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
