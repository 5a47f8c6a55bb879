"""The result is used before the thread that works it out has finished."""

import threading


class Job:
    def __init__(self):
        self.result = None

    def work(self):
        self.result = sum(range(10))


def scenario():
    job = Job()
    worker = threading.Thread(target=job.work, name="worker")
    worker.start()
    result = job.result
    assert result == 45, f"the result is {result}"
    worker.join()
