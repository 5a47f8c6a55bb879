# rejected by: test_all_banks_are_asked_at_the_same_time wrong-result
# why: awaits each answer before it asks the next bank
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return [await ask(bank) for bank in banks]

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
