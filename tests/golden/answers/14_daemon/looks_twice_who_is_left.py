"""A journal of what a program has done, written by a thread, as writing takes time."""

import queue
import threading
import time
from collections.abc import Callable


class Writer(threading.Thread):
    """Writes the lines of one journal until nobody is left who could note any."""

    def __init__(self, write: Callable[[str], object]) -> None:
        super().__init__(name="journal", daemon=False)
        self.write = write
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def run(self) -> None:
        while True:
            try:
                self.write(self.lines.get(timeout=0.1))
            except queue.Empty:
                if not any(self.others()) and not any(self.others()) and self.lines.empty():
                    return

    def others(self) -> list[threading.Thread]:
        return [
            thread
            for thread in threading.enumerate()
            if thread.is_alive() and not thread.daemon and not isinstance(thread, Writer)
        ]


class Journal:
    """Takes lines at once, and writes them one after the other."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._writer = Writer(write)
        self._writer.start()

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        self._writer.lines.put(line)


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
