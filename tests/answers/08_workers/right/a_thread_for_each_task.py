import threading


class Office:
    """No workers that wait: each task is a thread, and a semaphore lets so many of them work."""

    def __init__(self, workers):
        self.failures = []
        self.desks = threading.Semaphore(workers)
        self.lock = threading.Lock()
        self.threads = []

    def add(self, task):
        thread = threading.Thread(target=self.do, args=(task,))
        with self.lock:
            self.threads.append(thread)
            thread.start()

    def do(self, task):
        with self.desks:
            try:
                task()
            except Exception as error:
                self.failures.append(error)

    def wait(self):
        while True:
            with self.lock:
                if not self.threads:
                    return
                thread = self.threads[0]
            thread.join()
            with self.lock:
                if thread in self.threads:
                    self.threads.remove(thread)

    close = wait
