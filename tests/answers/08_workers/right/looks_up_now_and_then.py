import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self._tasks = queue.Queue()
        self._closing = threading.Event()
        self._workers = [threading.Thread(target=self._work) for _ in range(workers)]
        for worker in self._workers:
            worker.start()

    def add(self, task):
        self._tasks.put(task)

    def wait(self):
        self._tasks.join()

    def close(self):
        self._tasks.join()
        self._closing.set()
        for worker in self._workers:
            worker.join()

    def _work(self):
        while not self._closing.is_set():
            try:
                task = self._tasks.get(timeout=0.05)
            except queue.Empty:
                continue
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            self._tasks.task_done()
