# rejected by: test_wait_waits_for_every_worker wrong-result
# why: who finds the queue empty says that all is done, and a colleague is still at it
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.tasks = queue.Queue()
        self.all_done = threading.Event()
        self.all_done.set()
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        self.all_done.clear()
        self.tasks.put(task)

    def wait(self):
        self.all_done.wait()

    def close(self):
        self.tasks.join()
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
            finally:
                self.tasks.task_done()
                if self.tasks.empty():
                    self.all_done.set()
