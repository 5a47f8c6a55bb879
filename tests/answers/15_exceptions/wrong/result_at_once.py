# rejected by: test_all_jobs_are_done_at_the_same_time wrong-result
# why: asks for the result right after submit(): the next job waits for it
from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    failures, results = {}, {}
    with ThreadPoolExecutor(len(jobs)) as pool:
        for name, job in jobs.items():
            try:
                results[name] = pool.submit(job).result()
            except Exception as error:
                failures[name] = error
    if failures:
        raise NightFailed(failures, results)
    return results
