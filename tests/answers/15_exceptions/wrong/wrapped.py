# rejected by: test_a_failure_is_told_with_its_exception wrong-result
# rejected by: test_every_failure_is_told wrong-result
# why: makes a new exception of the one that was raised
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
        try:
            results[name] = job()
        except Exception as error:
            failures[name] = RuntimeError(f"{name} failed: {error}")

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results = {name: results[name] for name in jobs if name in results}
    if failures:
        raise NightFailed({name: failures[name] for name in jobs if name in failures}, results)
    return results
