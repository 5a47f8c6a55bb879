# rejected by: test_no_thread_is_left wrong-result
# why: as many threads as cards, and a pool of none is refused by Python
"""What the bank does every night, in three parts: it asks, it reads, and it computes."""

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor
import multiprocessing
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def ask_all(ask: Callable[[Any], Coroutine[Any, Any, Any]], banks: Sequence[Any]) -> list[Any]:
    """Ask all the banks: `ask` is a coroutine function, which waits for an answer."""

    async def main() -> list[Any]:
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read: Callable[[Any], Any], cards: Sequence[Any]) -> list[Any]:
    """Read all the cards: `read` is a plain function, which waits for a device."""
    with ThreadPoolExecutor(min(4, len(cards))) as pool:
        return list(pool.map(read, cards))


def compute_all(compute: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
    """Compute all of it: `compute` is a plain function, which waits for nothing."""
    with ProcessPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
        return list(pool.map(compute, tasks))


async def ask_politely(bank: str) -> str:
    await asyncio.sleep(0.2)
    return f"{bank} is well"


def read_slowly(card: int) -> str:
    time.sleep(0.2)
    return f"card {card}"


def count_primes(limit: int) -> tuple[int, int]:
    found = [n for n in range(2, limit) if all(n % d for d in range(2, int(n**0.5) + 1))]
    return len(found), os.getpid()


if __name__ == "__main__":
    print(ask_all(ask_politely, ["Union", "Savings"]))
    print(read_all(read_slowly, [1, 2, 3, 4]))
    counts = compute_all(count_primes, [20_000] * 4)
    print(
        f"{[n for n, _ in counts]} primes, counted by {len({pid for _, pid in counts})} process(es)"
    )
