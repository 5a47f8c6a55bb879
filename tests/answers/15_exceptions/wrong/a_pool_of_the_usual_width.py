# rejected by: test_all_jobs_are_done_at_the_same_time wrong-result
# why: a pool with as many workers as it has by itself: with more jobs than that, some wait
"""The night run of a bank, with futures: each knows its result or its exception."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


class NightFailed(Exception):
    """Some jobs of the night have failed; the morning has to know which, and why."""

    def __init__(self, failures: dict[str, Exception], results: dict[str, object]) -> None:
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs: dict[str, Callable[[], object]]) -> dict[str, object]:
    """Do all jobs at the same time, and return their results by name."""
    with ThreadPoolExecutor() as pool:
        futures = {name: pool.submit(job) for name, job in jobs.items()}
    failures = {n: e for n, f in futures.items() if (e := f.exception()) is not None}
    results = {n: f.result() for n, f in futures.items() if n not in failures}
    if failures:
        raise NightFailed(failures, results)
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
