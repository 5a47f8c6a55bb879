# rejected by: test_all_jobs_are_done_at_the_same_time wrong-result
# why: a pool for two, because one only ever saw two jobs
from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    failures, results = {}, {}
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = {name: pool.submit(job) for name, job in jobs.items()}
    for name, future in futures.items():
        try:
            results[name] = future.result()
        except Exception as error:
            failures[name] = error
    if failures:
        raise NightFailed(failures, results)
    return results
