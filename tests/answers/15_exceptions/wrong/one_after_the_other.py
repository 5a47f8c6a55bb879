# rejected by: test_all_jobs_are_done_at_the_same_time wrong-result
# why: without threads nothing gets lost, but each job waits for the one before


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    failures, results = {}, {}
    for name, job in jobs.items():
        try:
            results[name] = job()
        except Exception as error:
            failures[name] = error
    if failures:
        raise NightFailed(failures, results)
    return results
