import threading


class NightFailed(Exception):
    def __init__(self, failures, results):
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    outcomes = [None] * len(jobs)

    def run(number, job):
        try:
            outcomes[number] = ("returned", job())
        except Exception as error:
            outcomes[number] = ("raised", error)

    threads = []
    for number, job in enumerate(jobs.values()):
        thread = threading.Thread(target=run, args=(number, job))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()

    def those(how):
        return {
            name: what for name, (ended, what) in zip(jobs, outcomes, strict=True) if ended == how
        }

    if those("raised"):
        raise NightFailed(those("raised"), those("returned"))
    return those("returned")
