# rejected by: test_cards_are_read_at_the_same_time uncontrolled-block
# why: the devices are open in this process, and in no other
import asyncio
from concurrent.futures import ProcessPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
