# rejected by: test_all_results_are_returned wrong-result
# why: threading.excepthook hears of every thread that fails, also of one that a job has started itself
import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__(", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    failures, results = {}, {}

    def failed(lost):
        failures[lost.thread.name] = lost.exc_value

    def do(name, job):
        results[name] = job()

    before, threading.excepthook = threading.excepthook, failed
    try:
        threads = [
            threading.Thread(target=do, args=(name, job), name=name) for name, job in jobs.items()
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        threading.excepthook = before
    results = {name: results[name] for name in jobs if name in results}
    if failures:
        raise NightFailed({n: failures[n] for n in jobs if n in failures}, results)
    return results
