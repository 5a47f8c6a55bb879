# rejected by: test_as_many_cards_as_there_are_devices wrong-result
# why: two threads for four devices
import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.pool import ThreadPool


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPool(2) as devices:
        return devices.map(read, cards, chunksize=1)


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
