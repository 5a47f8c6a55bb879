from concurrent.futures import ThreadPoolExecutor, wait


class Office:
    def __init__(self, workers):
        self._pool = ThreadPoolExecutor(max_workers=workers)
        self._futures = []
        self.failures = []

    def add(self, task):
        self._futures.append(self._pool.submit(self._call, task))

    def _call(self, task):
        try:
            task()
        except Exception as error:
            self.failures.append(error)

    def wait(self):
        done = 0
        while done < len(self._futures):  # a task may have added another one
            done = len(self._futures)
            wait(self._futures[:done])

    def close(self):
        self.wait()
        self._pool.shutdown()
