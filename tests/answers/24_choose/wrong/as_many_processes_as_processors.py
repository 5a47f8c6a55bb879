# rejected by: test_processes_compute wrong-result
# why: a process for each processor: where there is one, one process computes
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(compute, tasks))
