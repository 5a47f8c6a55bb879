# rejected by: test_every_failure_is_told wrong-result
# rejected by: test_the_other_jobs_are_finished wrong-result
# why: stops collecting at the first failure
from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    with ThreadPoolExecutor(len(jobs)) as pool:
        futures = {name: pool.submit(job) for name, job in jobs.items()}
    results = {}
    for name, future in futures.items():
        try:
            results[name] = future.result()
        except Exception as error:
            raise NightFailed({name: error}, results) from error
    return results
