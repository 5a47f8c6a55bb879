# Looks now and then, for as long as it takes.
"""What is gold worth today? Executors, where a failure is made a value by the worker."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from functools import partial

Ask = Callable[[str], int]


def _answer(ask: Ask, bank: str) -> int | Exception:
    try:
        return ask(bank)
    except Exception as error:
        return error


def all_rates(ask: Ask, banks: list[str], workers: int) -> list[int | Exception]:
    """Return what each bank answers, in the order of the banks."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(partial(_answer, ask), banks))


def as_they_come(ask: Ask, banks: list[str], workers: int) -> Iterator[tuple[str, int | Exception]]:
    """Give each bank with its answer, as soon as it is there."""
    with ThreadPoolExecutor(workers) as pool:
        pending = {pool.submit(lambda b=bank: (b, _answer(ask, b))) for bank in banks}
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


def in_time(ask: Ask, banks: list[str], workers: int, seconds: float) -> dict[str, int | Exception]:
    """Return the answers that have come after so many seconds."""
    pool = ThreadPoolExecutor(workers)
    futures = {bank: pool.submit(_answer, ask, bank) for bank in banks}
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not all(f.done() for f in futures.values()):
        time.sleep(min(0.01, max(0, deadline - time.monotonic())))
    done = {f for f in futures.values() if f.done()}
    late = set(futures.values()) - done
    for future in late:
        future.cancel()
    pool.shutdown(wait=False)
    return {bank: future.result() for bank, future in futures.items() if future in done}


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
