# rejected by: test_wait_waits_for_a_task_that_has_just_come wrong-result
# why: the event is cleared, then the task counted; between the two the last worker sets it again
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.tasks = queue.Queue()
        self.lock = threading.Lock()
        self.busy = 0
        self.idle = threading.Event()
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        self.idle.clear()
        with self.lock:
            self.busy += 1
        self.tasks.put(task)

    def wait(self):
        if self.busy:
            self.idle.wait()

    def close(self):
        self.wait()
        for worker in self.workers:
            self.tasks.put(None)
        for worker in self.workers:
            worker.join()

    def work(self):
        while (task := self.tasks.get()) is not None:
            try:
                task()
            except Exception as error:
                self.failures.append(error)
            with self.lock:
                self.busy -= 1
                if self.busy == 0:
                    self.idle.set()
