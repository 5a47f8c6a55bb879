# rejected by: test_all_banks_are_asked_at_the_same_time wrong-result
# rejected by: test_one_loop_asks_all_banks exception
# rejected by: test_cards_are_read_at_the_same_time wrong-result
# why: a dict by bank gives its keys; cards as they come; processes are joined before the queue is emptied
"""What the bank does every night, in three parts: it asks, it reads, and it computes."""

from concurrent.futures import ProcessPoolExecutor
import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def ask_all(ask, banks):
    async def main():
        return dict(zip(banks, await asyncio.gather(*map(ask, set(banks)))))
    return asyncio.run(main())


def read_all(read, cards):
    from concurrent.futures import as_completed
    with ThreadPoolExecutor(4) as pool:
        return [f.result() for f in as_completed([pool.submit(read, c) for c in cards])]


def compute_all(compute, tasks):
    import multiprocessing
    q = multiprocessing.Queue()
    ps = [multiprocessing.Process(target=lambda i=i, t=t: q.put((i, compute(t)))) for i, t in enumerate(tasks)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    return [v for _, v in sorted(q.get() for _ in ps)]


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
