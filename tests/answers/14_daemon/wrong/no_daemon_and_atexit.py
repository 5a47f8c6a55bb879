# rejected by: test_every_line_is_written deadlock
# rejected by: test_a_program_that_notes_nothing_ends deadlock
# rejected by: test_real_programs timeout
# why: told to end by atexit, whose turn comes when all threads have ended that are no daemons: it is one of them
"""A journal of what a program has done, written by a thread, as writing takes time."""

import atexit
import queue
import threading
import time
import queue
import threading
import time
from collections.abc import Callable


class Journal:
    def __init__(self, write):
        self._write = write
        self._lines = queue.Queue()
        self._thread = threading.Thread(target=self._run, daemon=False)
        self._thread.start()
        atexit.register(self.close)

    def note(self, line):
        self._lines.put(line)

    def close(self):
        self._lines.put(None)
        self._thread.join()

    def _run(self):
        while True:
            line = self._lines.get()
            if line is None:
                break
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
