# rejected by: test_a_failure_is_told_with_its_exception wrong-result
# rejected by: test_the_other_jobs_are_finished wrong-result
# why: a pool in place of threads: what submit() returns has the exception, and nobody keeps it
from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    results = {}

    def run(name, job):
        results[name] = job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for name, job in jobs.items():
            pool.submit(run, name, job)
    return {name: results[name] for name in jobs if name in results}
