# rejected by: test_close_sends_all_workers_home wrong-result
# why: the workers are daemons, so close() need not care
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self._tasks = queue.Queue()
        self._workers = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task):
        self._tasks.put(task)

    def wait(self):
        self._tasks.join()

    def close(self):
        self._tasks.join()

    def _work(self):
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self._tasks.task_done()
