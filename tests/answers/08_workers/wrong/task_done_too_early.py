# rejected by: test_wait_returns_when_all_tasks_are_done wrong-result
# why: says that the task is done, and then does it
import queue
import threading


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
        self._tasks.join()

    def close(self):
        self._tasks.join()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def _work(self):
        while (task := self._tasks.get()) is not None:
            self._tasks.task_done()
            try:
                task()
            except Exception as error:
                self.failures.append(error)
