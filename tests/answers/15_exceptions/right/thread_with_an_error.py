import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


class Worker(threading.Thread):
    def __init__(self, job):
        super().__init__()
        self.job = job
        self.error = None
        self.result = None

    def run(self):
        try:
            self.result = self.job()
        except Exception as error:
            self.error = error


def run_night(jobs):
    workers = {name: Worker(job) for name, job in jobs.items()}
    for worker in workers.values():
        worker.start()
    for worker in workers.values():
        worker.join()
    results = {name: w.result for name, w in workers.items() if w.error is None}
    failures = {name: w.error for name, w in workers.items() if w.error is not None}
    if failures:
        raise NightFailed(failures, results)
    return results
