# rejected by: test_nobody_goes_home_too_early deadlock
# why: counts what is handed in without a lock: a task and its boss may do so at the same moment
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.tasks = queue.Queue()
        self.added = self.done = 0
        self.changed = threading.Condition()
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        self.added += 1
        self.tasks.put(task)

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.done == self.added)

    def close(self):
        self.wait()
        for _ in self.workers:
            self.tasks.put(None)
        for worker in self.workers:
            worker.join()

    def work(self):
        while (task := self.tasks.get()) is not None:
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            with self.changed:
                self.done += 1
                self.changed.notify_all()
