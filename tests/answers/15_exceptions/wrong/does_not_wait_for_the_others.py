# rejected by: test_the_other_jobs_are_finished wrong-result
# why: tells of the first failure at once, while other jobs are still being done
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    pool = ThreadPoolExecutor(len(jobs))
    futures = {name: pool.submit(job) for name, job in jobs.items()}
    wait(futures.values(), return_when=FIRST_EXCEPTION)
    failures, results = {}, {}
    for name, future in futures.items():
        if future.done():
            if future.exception():
                failures[name] = future.exception()
            else:
                results[name] = future.result()
    pool.shutdown(wait=False)
    if failures:
        raise NightFailed(failures, results)
    return results
