# rejected by: test_nobody_goes_home_too_early wrong-result
# why: "closing, and nothing to do" is taken for "all is done"; a task that still runs makes work
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.waiting = []
        self.unfinished = 0
        self.closing = False
        self.changed = threading.Condition()
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        with self.changed:
            self.waiting.append(task)
            self.unfinished += 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.unfinished == 0)

    def close(self):
        with self.changed:
            self.closing = True
            self.changed.notify_all()
        for worker in self.workers:
            worker.join()

    def work(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.waiting or self.closing)
                if not self.waiting:
                    return
                task = self.waiting.pop(0)
            failure = None
            try:
                task()
            except Exception as error:
                failure = error
            with self.changed:
                if failure is not None:
                    self.failures.append(failure)
                self.unfinished -= 1
                self.changed.notify_all()
