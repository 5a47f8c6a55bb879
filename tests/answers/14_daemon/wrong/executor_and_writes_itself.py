# rejected by: test_nobody_waits_longer_than_needed wrong-result
# why: when the pool takes nothing any more, note() writes by itself, and waits for that
from concurrent.futures import ThreadPoolExecutor
import queue
import threading
import time
from collections.abc import Callable


class Journal:
    """Takes lines at once, and writes them one after the other."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        # One worker keeps the order, and Python waits for executors at the end.
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=1)

    def note(self, line: str) -> None:
        """Have a line written; do not wait for that."""
        try:
            self._pool.submit(self._write_one, line)
        except RuntimeError:  # the main thread has ended
            self._write_one(line)

    def _write_one(self, line: str) -> None:
        with self._lock:
            self._write(line)

