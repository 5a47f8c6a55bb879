from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        futures = {name: pool.submit(job) for name, job in jobs.items()}
    failures, results = {}, {}
    for name, future in futures.items():
        if (error := future.exception()) is not None:
            failures[name] = error
        else:
            results[name] = future.result()
    if failures:
        raise NightFailed(failures, results)
    return results
