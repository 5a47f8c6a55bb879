# rejected by: test_all_results_are_returned wrong-result
# rejected by: test_all_jobs_are_done_at_the_same_time wrong-result
# why: asyncio.to_thread has a pool of the usual width, and gather does not say what was raised and what returned
"""The night run of a bank: jobs that are done while it is closed, each by a thread of its own."""

import asyncio
import threading
from collections.abc import Callable


class NightFailed(Exception):
    """Some jobs of the night have failed; the morning has to know which, and why."""

    def __init__(self, failures: dict[str, Exception], results: dict[str, object]) -> None:
        super().__init__("failed: " + ", ".join(failures))
        self.failures = failures
        self.results = results


def run_night(jobs):
    async def main():
        return await asyncio.gather(*(asyncio.to_thread(job) for job in jobs.values()), return_exceptions=True)
    values = asyncio.run(main())
    results = {n: v for n, v in zip(jobs, values) if not isinstance(v, BaseException)}
    failures = {n: v for n, v in zip(jobs, values) if isinstance(v, BaseException)}
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
