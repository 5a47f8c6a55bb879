# rejected by: test_a_task_can_hand_in_another wrong-result
# why: waits for the tasks that are there when it begins, and shuts the pool to those that they hand in
"""The bank's back office: a few workers do all the tasks that are handed in."""

from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial


class Office:
    """Workers, each a thread, that take their tasks from one queue."""

    def __init__(self, workers: int) -> None:
        self.failures: list[Exception] = []
        self._pool = ThreadPoolExecutor(max_workers=workers)
        self._futures: list[Future[None]] = []

    def add(self, task: Callable[[], object]) -> None:
        """Hand in a task: one of the workers will call it."""
        self._futures.append(self._pool.submit(self._call, task))

    def wait(self) -> None:
        """Wait until all tasks are done."""
        futures.wait(list(self._futures))

    def close(self) -> None:
        """Wait until all tasks are done, and let the workers go home."""
        self.wait()
        self._pool.shutdown(wait=True)

    def _call(self, task: Callable[[], object]) -> None:
        try:
            task()
        except Exception as error:
            self.failures.append(error)


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
