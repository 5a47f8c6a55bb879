# rejected by: test_all_results_are_returned wrong-result
# why: takes an exception that is returned for one that was raised
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
            results[name] = error

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failures = {name: results[name] for name in jobs if isinstance(results[name], Exception)}
    results = {name: results[name] for name in jobs if name not in failures}
    if failures:
        raise NightFailed(failures, results)
    return results
