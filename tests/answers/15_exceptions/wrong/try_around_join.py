# rejected by: test_a_failure_is_told_with_its_exception exception
# why: a try around join() catches nothing of what the thread raises
import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    results = {}
    failures = {}

    def run(name, job):
        results[name] = job()

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for name, thread in zip(jobs, threads, strict=True):
        try:
            thread.join()
        except Exception as error:
            failures[name] = error
    results = {name: results[name] for name in jobs if name in results}
    if failures:
        raise NightFailed({name: failures[name] for name in jobs if name in failures}, results)
    return results
