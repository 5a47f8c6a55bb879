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
    with ThreadPoolExecutor(workers) as pool:
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


def phone(bank: str) -> int:
    """Ask a bank; the longer its name, the longer it takes."""
    time.sleep(len(bank) / 10)
    return 1900 + len(bank)


def main() -> None:
    banks = ["far away", "near"]
    start = time.monotonic()
    print(f"{all_rates(phone, banks, 2)} after {time.monotonic() - start:.1f} s")
    start = time.monotonic()
    print(f"{list(as_they_come(phone, banks, 2))} after {time.monotonic() - start:.1f} s")
    start = time.monotonic()
    print(f"{in_time(phone, banks, 2, 0.6)} after {time.monotonic() - start:.1f} s")


if __name__ == "__main__":
    main()
