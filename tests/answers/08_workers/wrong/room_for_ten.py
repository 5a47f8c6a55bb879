# rejected by: test_any_number_of_tasks_can_be_handed_in deadlock
# why: the queue has room for ten tasks: who hands in more waits for the workers
"""The bank's back office: a few workers do all the tasks that are handed in."""

import queue
import threading
from collections.abc import Callable
from functools import partial


class Office:
    """Workers, each a thread, that take their tasks from one queue."""

    def __init__(self, workers: int) -> None:
        self.failures: list[Exception] = []
        self._tasks: queue.Queue[Callable[[], object] | None] = queue.Queue(maxsize=10)
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task: Callable[[], object]) -> None:
        """Hand in a task: one of the workers will call it."""
        self._tasks.put(task)

    def wait(self) -> None:
        """Wait until all tasks are done."""
        self._tasks.join()

    def close(self) -> None:
        """Wait until all tasks are done, and let the workers go home."""
        self._tasks.join()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            failure = None
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
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
