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
        writer = threading.Thread(target=self._run, name="journal")
        writer.is_writer = True
        writer.start()

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        self._lines.put(line)

    def _others(self) -> bool:
        me = threading.current_thread()
        if threading.main_thread().is_alive():
            return True
        return any(
            t is not me and t.is_alive() and not t.daemon and not hasattr(t, "is_writer")
            for t in threading.enumerate()
        )

    def _run(self) -> None:
        while self._others() or not self._lines.empty():
            try:
                line = self._lines.get(timeout=0.05)
            except queue.Empty:
                continue
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
