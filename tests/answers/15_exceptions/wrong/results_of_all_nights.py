# rejected by: test_the_next_night_is_a_new_one wrong-result
# why: the results are global, so those of the last night are among those of the next
import threading

results = {}


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__(", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    failures = {}

    def run(name, job):
        try:
            results[name] = job()
        except Exception as error:
            failures[name] = error

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = {name: results[name] for name in [*jobs, *results] if name in results}
    if failures:
        raise NightFailed({n: failures[n] for n in jobs if n in failures}, kept)
    return kept
