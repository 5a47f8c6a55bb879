"""A journal of what a program has done, written by a thread, as writing takes time."""

import queue
import threading
import time
import os
import queue
import threading
import time
from collections.abc import Callable


class Journal:
    """A writer that is no daemon, and ends when all other threads which are no daemons have."""

    def __init__(self, write):
        self._write = write
        self._lines = queue.Queue()
        thread = threading.Thread(target=self._run, name="journal", daemon=False)
        thread.is_journal = True
        thread.start()

    def note(self, line):
        self._lines.put(line)

    def _others(self):
        main = threading.main_thread()
        if main.is_alive():
            return True
        return any(
            t is not main and not t.daemon and not getattr(t, "is_journal", False)
            for t in threading.enumerate()
        )

    def _run(self):
        while True:
            others = self._others()
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                if not others:
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
