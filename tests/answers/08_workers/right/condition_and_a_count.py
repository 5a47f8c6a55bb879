import threading
from collections import deque


class Office:
    def __init__(self, workers):
        self.failures = []
        self.tasks = deque()
        self.unfinished = 0
        self.closed = False
        self.changed = threading.Condition()
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        with self.changed:
            self.tasks.append(task)
            self.unfinished += 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.unfinished == 0)

    def close(self):
        self.wait()
        with self.changed:
            self.closed = True
            self.changed.notify_all()
        for worker in self.workers:
            worker.join()

    def work(self):
        while True:
            with self.changed:
                while not self.tasks and not self.closed:
                    self.changed.wait()
                if not self.tasks:
                    return
                task = self.tasks.popleft()
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            with self.changed:
                self.unfinished -= 1
                self.changed.notify_all()
