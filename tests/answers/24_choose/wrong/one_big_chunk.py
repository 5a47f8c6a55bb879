# rejected by: test_processes_compute wrong-result
# why: one chunk of all tasks, so that one process gets them all
import asyncio
import multiprocessing
from concurrent.futures import ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with multiprocessing.Pool(4) as pool:
        return pool.map(compute, tasks, chunksize=100)
