# rejected by: test_banks_are_asked_at_the_same_time wrong-result
# why: asks as many banks as there are workers, and no other one before all of them have answered
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

Ask = Callable[[str], int]


def batches(banks: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(banks), size):
        yield banks[start : start + size]


def all_rates(ask: Ask, banks: list[str], workers: int) -> list[int | Exception]:
    """Return what each bank answers, in the order of the banks."""
    answers: list[int | Exception] = []
    for batch in batches(banks, workers):
        with ThreadPoolExecutor(workers) as pool:
            futures = [pool.submit(ask, bank) for bank in batch]
        answers += [future.exception() or future.result() for future in futures]
    return answers


def as_they_come(ask: Ask, banks: list[str], workers: int) -> Iterator[tuple[str, int | Exception]]:
    """Give each bank with its answer, as soon as it is there."""
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        for future in as_completed(futures):
            yield futures[future], future.exception() or future.result()


def in_time(ask: Ask, banks: list[str], workers: int, seconds: float) -> dict[str, int | Exception]:
    """Return the answers that have come after so many seconds."""
    pool = ThreadPoolExecutor(workers)
    futures = {pool.submit(ask, bank): bank for bank in banks}
    done, _ = wait(futures, timeout=seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    return {futures[future]: future.exception() or future.result() for future in done}


def phone(bank: str) -> int:
    """Ask a bank; the longer its name, the longer it takes."""
    time.sleep(len(bank) / 10)
    return 1900 + len(bank)


def main() -> None:
    banks = ["far away", "near"]
    start = time.monotonic()
    for what in (all_rates(phone, banks, 2), list(as_they_come(phone, banks, 2))):
        print(f"{what} after {time.monotonic() - start:.1f} s")
        start = time.monotonic()
    print(f"{in_time(phone, banks, 2, 0.6)} after {time.monotonic() - start:.1f} s")


if __name__ == "__main__":
    main()
