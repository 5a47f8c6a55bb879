# rejected by: test_every_failure_is_told wrong-result
# why: when one job has failed, those that have not begun are left out
import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    results = {}
    failures = {}

    def run(name, job):
        if failures:
            return
        try:
            results[name] = job()
        except Exception as error:
            failures[name] = error

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results = {name: results[name] for name in jobs if name in results}
    if failures:
        raise NightFailed({name: failures[name] for name in jobs if name in failures}, results)
    return results
