# rejected by: test_as_many_tasks_as_workers_at_the_same_time wrong-result
# why: a lock around the task, to be on the safe side
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self._lock = threading.Lock()
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
            try:
                with self._lock:
                    task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self._tasks.task_done()
