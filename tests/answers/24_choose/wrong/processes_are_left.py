# rejected by: test_no_process_is_left wrong-result
# why: a pool that nobody closes
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


pool = None


def compute_all(compute, tasks):
    global pool
    if pool is None:
        pool = ProcessPoolExecutor(max_workers=4)
    return list(pool.map(compute, tasks))
