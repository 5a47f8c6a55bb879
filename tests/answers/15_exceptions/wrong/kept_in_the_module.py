# rejected by: test_the_next_night_is_a_new_one wrong-result
# why: dicts of the module: the failures of one night are there in the next
import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


results = {}
failures = {}


def run(name, job):
    try:
        results[name] = job()
    except Exception as error:
        failures[name] = error


def run_night(jobs):
    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fine = {name: results[name] for name in jobs if name in results}
    if failures:
        raise NightFailed(failures, fine)
    return fine
