import atexit
import itertools
import queue
import threading
import time
from collections.abc import Callable


class Journal:
    """Takes lines at once, and writes them one after the other."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._run, name="journal", daemon=True).start()
        atexit.register(self._flush)

    def note(self, line: str) -> None:
        self._lines.put(line)

    def _flush(self) -> None:
        for _ in itertools.count():
            if not self._lines.unfinished_tasks:
                break
            time.sleep(0.01)

    def _run(self) -> None:
        while True:
            self._write(self._lines.get())
            self._lines.task_done()


def write(line: str) -> None:
    """Write a line on paper, which takes a while."""
    time.sleep(0.01)
    print("written:", line)


def main() -> None:
    """Work for a day, and keep a journal of it."""
    journal = Journal(write)
    for line in ("open the till", "pay out 100", "lock the till"):
        print("done:   ", line)
        journal.note(line)


if __name__ == "__main__":
    main()
