from concurrent.futures import ThreadPoolExecutor, wait


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    pool = ThreadPoolExecutor(len(jobs))
    futures = [pool.submit(job) for job in jobs.values()]
    wait(futures)
    pool.shutdown()
    named = list(zip(jobs, futures, strict=True))
    failures = {name: future.exception() for name, future in named if future.exception()}
    results = {name: future.result() for name, future in named if name not in failures}
    if failures:
        raise NightFailed(failures, results)
    return results
