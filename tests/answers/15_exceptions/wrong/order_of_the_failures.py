# rejected by: test_all_results_are_returned wrong-result
# rejected by: test_every_failure_is_told wrong-result
# rejected by: test_the_other_jobs_are_finished wrong-result
# why: leaves everything in the order in which the jobs happened to end
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
            failures[name] = error

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise NightFailed(failures, results)
    return results
