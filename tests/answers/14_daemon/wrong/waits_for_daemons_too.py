# rejected by: test_a_program_may_have_a_daemon no-progress
# why: goes on while any other thread is left, also a daemon thread of the program, which lives for ever
"""A journal of what a program has done, written by a thread, as writing takes time."""

import queue
import threading
import time
from collections.abc import Callable


class Journal:
    """Takes lines at once, and writes them one after the other."""

    _writers: set[threading.Thread] = set()

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lines: queue.Queue[str] = queue.Queue()
        writer = threading.Thread(target=self._run, name="journal", daemon=False)
        Journal._writers.add(writer)
        writer.start()

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        self._lines.put(line)

    def _run(self) -> None:
        last_round = False
        while not last_round:
            last_round = not self._others_alive()
            try:
                while True:
                    self._write(self._lines.get(timeout=0.1))
            except queue.Empty:
                pass

    def _others_alive(self) -> bool:
        main_thread = threading.main_thread()
        if main_thread.is_alive():
            return True
        return bool(set(threading.enumerate()) - Journal._writers - {main_thread})


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
