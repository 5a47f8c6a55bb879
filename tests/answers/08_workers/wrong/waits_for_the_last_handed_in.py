# rejected by: test_wait_waits_for_every_worker wrong-result
# why: the task that came last is taken for the one that is done last
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.tasks = queue.Queue()
        self.last = None
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        done = self.last = threading.Event()
        self.tasks.put((task, done))

    def wait(self):
        while self.last is not None and not self.last.is_set():
            self.last.wait()

    def close(self):
        self.tasks.join()
        for _ in self.workers:
            self.tasks.put(None)
        for worker in self.workers:
            worker.join()

    def work(self):
        while (item := self.tasks.get()) is not None:
            task, done = item
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            finally:
                done.set()
                self.tasks.task_done()
