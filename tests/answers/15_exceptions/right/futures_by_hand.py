import threading
from concurrent.futures import Future


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def fulfil(future, job):
    try:
        future.set_result(job())
    except Exception as error:
        future.set_exception(error)


def run_night(jobs):
    futures = {name: Future() for name in jobs}
    threads = [threading.Thread(target=fulfil, args=(futures[name], jobs[name])) for name in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failures = {}
    results = {}
    for name in jobs:
        try:
            results[name] = futures[name].result()
        except Exception as error:
            failures[name] = error
    if failures:
        raise NightFailed(failures, results)
    return results
