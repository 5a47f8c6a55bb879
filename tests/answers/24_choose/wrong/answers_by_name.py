# rejected by: test_one_loop_asks_all_banks wrong-result
# why: keeps the answers by the names of the banks; of a bank that is there twice one answer is lost
"""What the bank does every night, in three parts: it asks, it reads, and it computes."""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any


def ask_all(ask: Callable[[Any], Coroutine[Any, Any, Any]], banks: Sequence[Any]) -> list[Any]:
    """Ask all the banks: `ask` is a coroutine function, which waits for an answer."""

    async def main() -> list[Any]:
        answers = {}

        async def ask_one(bank: Any) -> None:
            answers[str(bank)] = await ask(bank)

        await asyncio.gather(*map(ask_one, banks))
        return [answers[str(bank)] for bank in banks]

    return asyncio.run(main())


def read_all(read: Callable[[Any], Any], cards: Sequence[Any]) -> list[Any]:
    """Read all the cards: `read` is a plain function, which waits for a device."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
    """Compute all of it: `compute` is a plain function, which waits for nothing."""
    with ProcessPoolExecutor(max_workers=4) as pool:
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
