# rejected by: test_close_sends_all_workers_home wrong-result
# why: waits by joining the workers: after that there is nobody left to do anything
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
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.join()

    def close(self):
        self.wait()

    def _work(self):
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self._tasks.task_done()
