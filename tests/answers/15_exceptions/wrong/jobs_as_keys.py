# rejected by: test_all_jobs_are_done_at_the_same_time wrong-result
# why: names are found by the job, and two names may have the same one: it is called once
"""The night run of a bank: jobs that are done while it is closed, each by a thread of its own."""

from concurrent.futures import ThreadPoolExecutor, as_completed
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
    names = {job: name for name, job in jobs.items()}
    results: dict[str, object] = {}
    failures: dict[str, Exception] = {}
    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        futures = {pool.submit(job): job for job in names}
        for future in as_completed(futures):
            name = names[futures[future]]
            try:
                results[name] = future.result()
            except Exception as problem:
                failures[name] = problem
    results = {name: results[name] for name in jobs if name in results}
    failures = {name: failures[name] for name in jobs if name in failures}
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
