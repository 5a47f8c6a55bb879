import queue
import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    outcomes = queue.Queue()

    def run(name, job):
        try:
            outcome = name, True, job()
        except Exception as error:
            outcome = name, False, error
        outcomes.put(outcome)

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    ended = {}
    for _ in jobs:
        name, fine, value = outcomes.get()
        ended[name] = fine, value
    for thread in threads:
        thread.join()

    failures = {name: ended[name][1] for name in jobs if not ended[name][0]}
    results = {name: ended[name][1] for name in jobs if ended[name][0]}
    if failures:
        raise NightFailed(failures, results)
    return results
