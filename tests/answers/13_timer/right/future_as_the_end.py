import time
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError


class Reminder:
    def __init__(self, every, remind):
        self._times = (self._every(every), remind)
        self._over = Future()
        self._pool = ThreadPoolExecutor(1)

    def _every(self, every):
        due = time.monotonic()
        while True:
            due += every
            yield due

    def start(self):
        times, remind = self._times
        first = next(times)

        def run(due=first):
            while True:
                try:
                    return self._over.result(max(0, due - time.monotonic()))
                except TimeoutError:
                    remind()
                    due = next(times)

        self._pool.submit(run)

    def stop(self):
        self._over.set_result(None)
        self._pool.shutdown()
