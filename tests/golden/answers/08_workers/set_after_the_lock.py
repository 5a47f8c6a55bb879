"""The bank's back office: a few workers do all the tasks that are handed in."""

import queue
import threading
from collections.abc import Callable
from functools import partial


class Office:
    """Workers, each a thread, that take their tasks from one queue."""

    def __init__(self, workers: int) -> None:
        self.failures: list[Exception] = []
        self._tasks: queue.Queue[Callable[[], object]] = queue.Queue()
        self._lock = threading.Lock()
        self._unfinished = 0
        self._idle = threading.Event()
        self._idle.set()
        self._go_home = threading.Event()
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task: Callable[[], object]) -> None:
        """Hand in a task: one of the workers will call it."""
        with self._lock:
            self._unfinished += 1
        self._idle.clear()
        self._tasks.put(task)

    def wait(self) -> None:
        """Wait until all tasks are done."""
        self._idle.wait()

    def close(self) -> None:
        """Wait until all tasks are done, and let the workers go home."""
        self.wait()
        self._go_home.set()
        for worker in self._workers:
            worker.join()

    def _work(self) -> None:
        while not self._go_home.is_set():
            try:
                task = self._tasks.get(timeout=0.05)
            except queue.Empty:
                continue
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            with self._lock:
                self._unfinished -= 1
                last = self._unfinished == 0
            if last:
                self._idle.set()


def main() -> None:
    office = Office(workers=2)
    for name in ("ann", "bob", "carla"):
        office.add(partial(print, f"statement for {name}\n", end=""))
    office.wait()
    print("all statements are printed")
    office.close()
    print("everybody has gone home")


if __name__ == "__main__":
    main()
