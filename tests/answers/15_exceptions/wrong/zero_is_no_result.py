# rejected by: test_the_next_night_is_a_new_one wrong-result
# why: takes 0 for no result
"""The night run of a bank: jobs that are done while it is closed, each by a thread of its own."""

import threading
from collections.abc import Callable


class NightFailed(Exception):
    """Some jobs of the night have failed; the morning has to know which, and why."""

    def __init__(self, failures: dict[str, Exception], results: dict[str, object]) -> None:
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs: dict[str, Callable[[], object]]) -> dict[str, object]:
    """Do all jobs at the same time, and return their results by name."""
    returned: dict[str, object] = {}
    raised: dict[str, Exception] = {}

    def run(name: str, job: Callable[[], object]) -> None:
        try:
            returned[name] = job()
        except Exception as error:
            raised[name] = error

    threads = [threading.Thread(target=run, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    results = {name: returned[name] for name in jobs if returned.get(name, 0) != 0}
    if raised:
        raise NightFailed({name: raised[name] for name in jobs if name in raised}, results)
    return results


def back_up() -> str:
    """Copy the books to the vault."""
    return "all books"


def send_statements() -> int:
    """Send everybody a statement, and return how many were sent."""
    letters = 300
    return letters // 0  # nobody is at work to carry them


def main() -> None:
    """Do what is to be done tonight."""
    try:
        results = run_night({"backup": back_up, "statements": send_statements})
    except NightFailed as failed:
        print("the night has", failed)
    else:
        print("all went well:", results)


if __name__ == "__main__":
    main()
