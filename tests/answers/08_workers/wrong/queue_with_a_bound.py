# rejected by: test_a_task_can_hand_in_another deadlock
# why: the queue has room for one task a worker, so who hands in more has to wait for the workers
import queue
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.tasks = queue.Queue(workers)
        self.workers = [threading.Thread(target=self.work) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def add(self, task):
        self.tasks.put(task)

    def wait(self):
        self.tasks.join()

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
            finally:
                self.tasks.task_done()
