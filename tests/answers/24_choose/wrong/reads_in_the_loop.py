# rejected by: test_cards_are_read_at_the_same_time blocked-loop
# why: a coroutine around a plain function still waits in the loop
import asyncio
from concurrent.futures import ProcessPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    async def read_one(card):
        await asyncio.sleep(0)
        return read(card)

    async def main():
        return await asyncio.gather(*map(read_one, cards))

    return asyncio.run(main())


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
