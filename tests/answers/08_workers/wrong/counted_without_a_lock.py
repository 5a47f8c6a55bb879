# rejected by: test_wait_waits_for_a_task_that_has_just_come wrong-result
# rejected by: test_two_failures_are_both_kept deadlock
# why: an event for "all done", and a count of open tasks that all change without a lock
"""The bank's back office: a few workers do all the tasks that are handed in."""

import queue
import threading
from collections.abc import Callable
from functools import partial


class Office:
    def __init__(self, workers: int) -> None:
        self.failures: list[Exception] = []
        self._tasks: queue.Queue[Callable[[], object] | None] = queue.Queue()
        self._open = 0
        self._all_done = threading.Event()
        self._all_done.set()
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task: Callable[[], object]) -> None:
        self._open += 1
        self._all_done.clear()
        self._tasks.put(task)

    def wait(self) -> None:
        self._all_done.wait()

    def close(self) -> None:
        self.wait()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            if task is None:
                break
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self._open -= 1
                if self._open == 0:
                    self._all_done.set()
