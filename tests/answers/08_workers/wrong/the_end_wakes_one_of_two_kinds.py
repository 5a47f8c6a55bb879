# rejected by: test_wait_waits_for_every_worker deadlock
# why: the last to be done wakes one with `notify()`, and that is a worker who waits for work
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.waiting = []
        self.open = 0
        self.closing = False
        self.changed = threading.Condition()
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        with self.changed:
            self.waiting.append(task)
            self.open += 1
            self.changed.notify()

    def wait(self):
        with self.changed:
            while self.open:
                self.changed.wait()

    def close(self):
        self.wait()
        with self.changed:
            self.closing = True
            self.changed.notify_all()
        for worker in self.workers:
            worker.join()

    def work(self):
        while True:
            with self.changed:
                while not self.waiting and not self.closing:
                    self.changed.wait()
                if not self.waiting:
                    return
                task = self.waiting.pop(0)
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            with self.changed:
                self.open -= 1
                if not self.open:
                    self.changed.notify()
