"""What is gold worth today? Other banks know, and each takes its time to answer."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait

Ask = Callable[[str], int]


def all_rates(ask: Ask, banks: list[str], workers: int) -> list[int | Exception]:
    """Return what each bank answers, in the order of the banks."""
    with ThreadPoolExecutor(workers) as pool:
        return [pool.submit(ask, bank).result() for bank in banks]


def as_they_come(ask: Ask, banks: list[str], workers: int) -> Iterator[tuple[str, int | Exception]]:
    """Give each bank with its answer, as soon as it is there."""
    with ThreadPoolExecutor(workers) as pool:
        yield from zip(banks, pool.map(ask, banks), strict=True)


def in_time(ask: Ask, banks: list[str], workers: int, seconds: float) -> dict[str, int | Exception]:
    """Return the answers that have come after so many seconds."""
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, _ = wait(futures, timeout=seconds)
        return {futures[future]: future.result() for future in done}


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
