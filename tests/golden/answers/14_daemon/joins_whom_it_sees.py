"""A journal of what a program has done, written by a thread, as writing takes time."""

import queue
import threading
import time
from collections.abc import Callable


class Journal:
    """Takes lines at once, and writes them one after the other."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._noter = threading.current_thread()
        for thread in (
            threading.Thread(target=self._run, name="journal"),
            threading.Thread(target=self._close, name="closer"),
        ):
            thread.of_journal = True
            thread.start()

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        self._lines.put(line)

    def _run(self) -> None:
        while (line := self._lines.get()) is not None:
            self._write(line)

    def _close(self) -> None:
        threading.main_thread().join()
        while True:
            others = [
                thread
                for thread in threading.enumerate()
                if thread.is_alive() and not thread.daemon and not hasattr(thread, "of_journal")
            ]
            if not others:
                break
            for thread in others:
                thread.join()
        self._lines.put(None)


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
