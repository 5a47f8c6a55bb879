# rejected by: test_all_jobs_are_done_at_the_same_time wrong-result
# why: a pool of eight: with more jobs than that, some wait until others are done
from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__(", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    with ThreadPoolExecutor(8) as pool:
        futures = {name: pool.submit(job) for name, job in jobs.items()}
    failures = {n: f.exception() for n, f in futures.items() if f.exception()}
    results = {n: f.result() for n, f in futures.items() if not f.exception()}
    if failures:
        raise NightFailed(failures, results)
    return results
