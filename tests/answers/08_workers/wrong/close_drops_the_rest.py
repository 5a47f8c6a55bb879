# rejected by: test_a_worker_goes_on_after_a_failure wrong-result
# why: workers go home at once, and leave what is in the queue
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self._closing = threading.Event()
        self._tasks = queue.Queue()
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task):
        self._tasks.put(task)

    def wait(self):
        self._tasks.join()

    def close(self):
        self._closing.set()
        for worker in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def _work(self):
        while (task := self._tasks.get()) is not None and not self._closing.is_set():
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self._tasks.task_done()
