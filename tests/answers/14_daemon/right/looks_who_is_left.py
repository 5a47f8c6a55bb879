"""A journal of what a program has done, written by a thread, as writing takes time."""

import queue
import threading
import time
from collections.abc import Callable


class Journal:
    """Takes lines at once, and writes them one after the other."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        _Writer(self._lines, write).start()

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        self._lines.put(line)


class _Writer(threading.Thread):
    """Writes until nobody is left who could note anything."""

    def __init__(self, lines: queue.SimpleQueue[str], write: Callable[[str], object]) -> None:
        super().__init__(name="journal", daemon=False)
        self._lines = lines
        self._write = write

    def _somebody_left(self) -> bool:
        before: set[threading.Thread] | None = None
        while True:
            threads = {
                thread
                for thread in threading.enumerate()
                if not thread.daemon and not isinstance(thread, _Writer)
            }
            if any(thread.is_alive() for thread in threads):
                return True
            if threads == before:
                return False
            before = threads  # one of them may have started another one before it ended

    def run(self) -> None:
        while True:
            over = not self._somebody_left()
            try:
                line = self._lines.get(timeout=0 if over else 0.1)
            except queue.Empty:
                if over:
                    return
            else:
                self._write(line)


def write(line: str) -> None:
    """Write a line on paper, which takes a while."""
    time.sleep(0.1)
    print("written:", line)


def main() -> None:
    """Work for a day, and keep a journal of it."""
    journal = Journal(write)
    for line in ("open the till", "pay out 100", "lock the till"):
        print("done:   ", line)
        journal.note(line)


if __name__ == "__main__":
    main()
