# rejected by: test_all_banks_are_asked_at_the_same_time wrong-result
# why: a semaphore for the banks, of which all are to be asked at the same time
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        four = asyncio.Semaphore(4)

        async def ask_one(bank):
            async with four:
                return await ask(bank)

        return await asyncio.gather(*map(ask_one, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
