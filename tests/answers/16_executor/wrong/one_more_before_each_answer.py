# rejected by: test_answers_are_given_as_they_come wrong-result
# why: one bank is handed in for each answer, before it is given: while the loop takes its time, the workers run out of work
from itertools import islice
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

Ask = Callable[[str], int]


def _answer(future: Future[int]) -> int | Exception:
    error = future.exception()
    return future.result() if error is None else error  # type: ignore[return-value]


def all_rates(ask: Ask, banks: list[str], workers: int) -> list[int | Exception]:
    """Return what each bank answers, in the order of the banks."""
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(ask, bank) for bank in banks]
        return [_answer(future) for future in futures]


def as_they_come(ask: Ask, banks: list[str], workers: int) -> Iterator[tuple[str, int | Exception]]:
    """Give each bank with its answer, as soon as it is there."""
    with ThreadPoolExecutor(workers) as pool:
        waiting = iter(banks)
        futures = {pool.submit(ask, bank): bank for bank in islice(waiting, workers)}
        while futures:
            done, _ = wait(futures, return_when=FIRST_COMPLETED)
            for future in done:
                for bank in islice(waiting, 1):
                    futures[pool.submit(ask, bank)] = bank
                yield futures.pop(future), _answer(future)


def in_time(ask: Ask, banks: list[str], workers: int, seconds: float) -> dict[str, int | Exception]:
    """Return the answers that have come after so many seconds."""
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, _ = wait(futures, timeout=seconds)
        pool.shutdown(wait=False, cancel_futures=True)
        return {futures[future]: _answer(future) for future in done}


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
