# rejected by: test_wait_returns_when_all_tasks_are_done wrong-result
# why: the event is set when all is done for the first time, and never cleared
"""The bank's back office: a few workers do all the tasks that are handed in."""

import queue
import threading
from collections.abc import Callable
from functools import partial


class Office:
    """Workers, each a thread, that take their tasks from one queue."""

    def __init__(self, workers: int) -> None:
        self.failures: list[Exception] = []
        self._tasks: queue.Queue[Callable[[], object] | None] = queue.Queue()
        self._lock = threading.Lock()
        self._open = 0
        self._all_done = threading.Event()
        self._all_done.set()
        self._first = True
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task: Callable[[], object]) -> None:
        """Hand in a task: one of the workers will call it."""
        with self._lock:
            if self._first:
                self._first = False
                self._all_done.clear()
            self._open += 1
        self._tasks.put(task)

    def wait(self) -> None:
        """Wait until all tasks are done."""
        self._all_done.wait()

    def close(self) -> None:
        """Wait until all tasks are done, and let the workers go home."""
        self._tasks.join()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            with self._lock:
                self._open -= 1
                if self._open == 0:
                    self._all_done.set()
            self._tasks.task_done()


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
