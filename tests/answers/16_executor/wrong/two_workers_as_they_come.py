# rejected by: test_answers_are_given_as_they_come wrong-result
# why: a pool of two, as in the example, and not of as many as it is told
"""What is gold worth today? Other banks know, and each takes its time to answer."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait

Ask = Callable[[str], int]


def answer(future: Future[int]) -> int | Exception:
    """Wait for what a bank answers; a failure is an answer, too."""
    try:
        return future.result()
    except Exception as error:
        return error


def all_rates(ask: Ask, banks: list[str], workers: int) -> list[int | Exception]:
    """Return what each bank answers, in the order of the banks."""
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(ask, bank) for bank in banks]
        return [answer(future) for future in futures]


def as_they_come(ask: Ask, banks: list[str], workers: int) -> Iterator[tuple[str, int | Exception]]:
    """Give each bank with its answer, as soon as it is there."""
    with ThreadPoolExecutor(2) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask: Ask, banks: list[str], workers: int, seconds: float) -> dict[str, int | Exception]:
    """Return the answers that have come after so many seconds."""
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, not_done = wait(futures, timeout=seconds)
        for future in not_done:
            future.cancel()
    return {futures[future]: answer(future) for future in done}
