# rejected by: test_a_program_may_have_a_daemon wrong-result
# why: a writer that is started when needed is a daemon if a daemon thread has started it
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
        self._lock = threading.Lock()
        self._writing = False

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        with self._lock:
            self._lines.put(line)
            if self._writing:
                return
            self._writing = True
        threading.Thread(target=self._run, name="journal").start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if self._lines.empty():
                    self._writing = False
                    return
                line = self._lines.get()
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
