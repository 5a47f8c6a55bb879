# rejected by: test_real_programs wrong-result
# why: an empty line tells the writer that there are no more, and can be noted
"""A journal of what a program has done, written by a thread, as writing takes time."""

import atexit
import queue
import threading
import time
from collections.abc import Callable


class Journal:
    """Takes lines at once, and writes them one after the other."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        # A daemon, because nobody closes a journal, and programs come to an end all the same.
        self._writer = threading.Thread(target=self._run, name="journal", daemon=True)
        self._writer.start()
        atexit.register(self._finish)

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        self._lines.put(line)

    def _run(self) -> None:
        while line := self._lines.get():
            self._write(line)

    def _finish(self) -> None:
        """Wait for the last line; called when no thread is left that could note another one."""
        self._lines.put("")
        self._writer.join()


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
