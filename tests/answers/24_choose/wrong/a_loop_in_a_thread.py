# rejected by: test_one_loop_asks_all_banks wrong-result
# why: one loop, in a thread that is not needed
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, main()).result()


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
