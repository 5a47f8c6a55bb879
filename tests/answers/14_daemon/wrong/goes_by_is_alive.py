# rejected by: test_every_line_is_written wrong-result
# why: the writer ends between the look into the queue and its end, while note() still sees it alive
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
        self._thread: threading.Thread | None = None

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        self._lines.put(line)
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="journal", daemon=False)
                self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                line = self._lines.get_nowait()
            except queue.Empty:
                return
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
