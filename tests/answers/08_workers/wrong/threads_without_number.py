# rejected by: test_as_many_tasks_as_workers_at_the_same_time wrong-result
# why: a thread for each task, however many there are
import threading


class Office:
    def __init__(self, workers):
        self.failures = []
        self.threads = []

    def add(self, task):
        thread = threading.Thread(target=self.do, args=(task,))
        thread.start()
        self.threads.append(thread)

    def do(self, task):
        try:
            task()
        except Exception as error:
            self.failures.append(error)

    def wait(self):
        for thread in self.threads:
            thread.join()

    close = wait
