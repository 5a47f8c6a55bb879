# rejected by: test_a_failure_is_told_with_its_exception wrong-result
# rejected by: test_every_failure_is_told wrong-result
# rejected by: test_the_other_jobs_are_finished wrong-result
# why: result() raises the first exception, and the other failures and results are lost
from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    with ThreadPoolExecutor(len(jobs)) as pool:
        futures = {name: pool.submit(job) for name, job in jobs.items()}
    return {name: future.result() for name, future in futures.items()}
