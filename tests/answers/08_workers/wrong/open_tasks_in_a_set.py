# rejected by: test_wait_returns_when_all_tasks_are_done wrong-result
# why: keeps the tasks that are not done in a set, where the same task twice is there once
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self._tasks = queue.Queue()
        self._open = set()
        self._all_done = threading.Condition()
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task):
        with self._all_done:
            self._open.add(task)
        self._tasks.put(task)

    def wait(self):
        with self._all_done:
            self._all_done.wait_for(lambda: not self._open)

    def close(self):
        self.wait()
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
            with self._all_done:
                self._open.discard(task)
                self._all_done.notify_all()
