# rejected by: test_wait_returns_when_all_tasks_are_done deadlock
# rejected by: test_close_sends_all_workers_home deadlock
# why: ends when the queue is empty, and at the beginning it is
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
        for worker in self._workers:
            worker.join()

    def _work(self):
        while not self._tasks.empty():
            task = self._tasks.get()
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self._tasks.task_done()
