# rejected by: test_a_task_that_fails_is_done_too wrong-result
# why: waits for a time that should be enough
import queue
import threading
import time


class Office:
    def __init__(self, workers):
        self.failures = []
        self._tasks = queue.Queue()
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task):
        self._tasks.put(task)

    def wait(self):
        time.sleep(1)

    def close(self):
        self._tasks.join()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def _work(self):
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self._tasks.task_done()
