# rejected by: test_no_thread_is_left wrong-result
# why: a pool that nobody closes
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


pool = ThreadPoolExecutor(max_workers=4)


def read_all(read, cards):
    return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
