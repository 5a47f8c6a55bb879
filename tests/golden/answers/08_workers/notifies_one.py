"""The bank's back office: a few workers do all the tasks that are handed in."""

import threading
from collections import deque
from collections.abc import Callable
from functools import partial


class Office:
    """Workers, each a thread, that take their tasks from one list."""

    def __init__(self, workers: int) -> None:
        self.failures: list[Exception] = []
        self._tasks: deque[Callable[[], object]] = deque()
        self._open = 0
        self._closing = False
        self._news = threading.Condition()
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task: Callable[[], object]) -> None:
        """Hand in a task: one of the workers will call it."""
        with self._news:
            self._tasks.append(task)
            self._open += 1
            self._news.notify()

    def wait(self) -> None:
        """Wait until all tasks are done."""
        with self._news:
            self._news.wait_for(lambda: self._open == 0)

    def close(self) -> None:
        """Wait until all tasks are done, and let the workers go home."""
        self.wait()
        with self._news:
            self._closing = True
            self._news.notify_all()
        for worker in self._workers:
            worker.join()

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._tasks or self._closing)
                if not self._tasks:
                    return
                task = self._tasks.popleft()
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            with self._news:
                self._open -= 1
                if self._open == 0:
                    self._news.notify_all()


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
