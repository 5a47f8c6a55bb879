"""A reminder that rings at the counter again and again: lock the till!"""

import threading
import time
import logging
import threading
import time
from collections.abc import Callable


log = logging.getLogger(__name__)


class Ticker:
    """A Go-like ticker: iterate over it."""

    def __init__(self, period):
        self.period = period
        self.cond = threading.Condition()
        self.done = False

    def __iter__(self):
        deadline = time.monotonic() + self.period
        while True:
            with self.cond:
                self.cond.wait_for(lambda: self.done, timeout=deadline - time.monotonic())
                if self.done:
                    return
            yield
            deadline += self.period

    def close(self):
        with self.cond:
            self.done = True
            self.cond.notify_all()


class Reminder:
    def __init__(self, every: float, remind) -> None:
        self._ticker = Ticker(every)
        self._remind = remind
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        ticks = iter(self._ticker)
        def loop() -> None:
            for _ in ticks:
                log.debug("tick")
                self._remind()
        self._thread = threading.Thread(target=loop, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ticker.close()
        assert self._thread is not None
        self._thread.join()
        print("stopped")


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
