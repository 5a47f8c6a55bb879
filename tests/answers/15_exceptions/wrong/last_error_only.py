# rejected by: test_every_failure_is_told wrong-result
# why: one variable for all errors: the last one stays
import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    results = {}
    failed = None

    def run(name, job):
        nonlocal failed
        try:
            results[name] = job()
        except Exception as error:
            failed = {name: error}

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results = {name: results[name] for name in jobs if name in results}
    if failed:
        raise NightFailed(failed, results)
    return results
