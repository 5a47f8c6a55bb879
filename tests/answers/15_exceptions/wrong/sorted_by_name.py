# rejected by: test_all_results_are_returned wrong-result
# rejected by: test_every_failure_is_told wrong-result
# rejected by: test_the_other_jobs_are_finished wrong-result
# why: puts the jobs in the order of their names
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed


class NightFailed(Exception):
    """Some jobs of the night have failed; the morning has to know which, and why."""

    def __init__(self, failures: dict[str, Exception], results: dict[str, object]) -> None:
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs: dict[str, Callable[[], object]]) -> dict[str, object]:
    """Do all jobs at the same time, and return their results by name."""
    results: dict[str, object] = {}
    failures: dict[str, Exception] = {}
    with ThreadPoolExecutor(len(jobs)) as pool:
        names = {pool.submit(job): name for name, job in jobs.items()}
        for future in as_completed(names):
            try:
                results[names[future]] = future.result()
            except Exception as error:
                failures[names[future]] = error
    results = dict(sorted(results.items()))
    failures = dict(sorted(failures.items()))
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
