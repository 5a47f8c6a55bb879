"""A reminder that rings at the counter again and again: lock the till!"""

import itertools
import sched
import threading
import time
from collections.abc import Callable


class Reminder:
    """Calls `remind` every so many seconds, until it is stopped."""

    def __init__(self, every: float, remind: Callable[[], object]) -> None:
        self._every = every
        self._remind = remind
        self._stopped = threading.Event()
        self._plan = sched.scheduler(time.monotonic)

    def start(self) -> None:
        """Begin to count the time; the first call comes when it is up."""
        begin = time.monotonic()
        self._times = (begin + number * self._every for number in itertools.count(1))
        self._plan_next()
        self._thread = threading.Thread(target=self._run, name="reminder")
        self._thread.start()

    def stop(self) -> None:
        """Do not remind anybody any more."""
        self._stopped.set()
        self._thread.join()

    def _plan_next(self) -> None:
        self._plan.enterabs(next(self._times), 0, self._ring)

    def _ring(self) -> None:
        self._plan_next()
        self._remind()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._stopped.wait(self._plan.run(blocking=False))


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
