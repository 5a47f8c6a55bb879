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
    async def call(job):
        def guarded():
            try:
                return True, job()
            except Exception as error:
                return False, error
        from concurrent.futures import ThreadPoolExecutor
        return await asyncio.get_running_loop().run_in_executor(pool, guarded)

    async def main():
        return await asyncio.gather(*(call(job) for job in jobs.values()))

    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(len(jobs)) as pool:
        answers = asyncio.run(main())
    results = {n: v for n, (ok, v) in zip(jobs, answers) if ok}
    failures = {n: v for n, (ok, v) in zip(jobs, answers) if not ok}
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
