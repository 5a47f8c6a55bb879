import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    lock = threading.Lock()
    results = {}
    failures = {}

    def run(name, job):
        try:
            result = job()
        except Exception as error:
            with lock:
                failures[name] = error
        else:
            with lock:
                results[name] = result

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results = {name: results[name] for name in jobs if name in results}
    if failures:
        raise NightFailed({name: failures[name] for name in jobs if name in failures}, results)
    return results
