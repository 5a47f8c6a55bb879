import queue
import threading


GO_HOME = object()


class Worker(threading.Thread):
    def __init__(self, tasks, failures):
        super().__init__(daemon=True)
        self.tasks = tasks
        self.failures = failures

    def run(self):
        while True:
            task = self.tasks.get()
            try:
                if task is GO_HOME:
                    return
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                self.tasks.task_done()


class Office:
    def __init__(self, workers):
        self.failures = []
        self.tasks = queue.Queue()
        self.workers = []
        for _ in range(workers):
            worker = Worker(self.tasks, self.failures)
            worker.start()
            self.workers.append(worker)
        self.add = self.tasks.put
        self.wait = self.tasks.join

    def close(self):
        self.wait()
        for _ in self.workers:
            self.add(GO_HOME)
        self.wait()
        for worker in self.workers:
            worker.join()
