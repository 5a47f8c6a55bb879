# rejected by: test_processes_compute wrong-result
# why: async makes nothing faster that does not wait
import asyncio
from concurrent.futures import ThreadPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    async def main():
        return await asyncio.gather(*(asyncio.to_thread(compute, task) for task in tasks))

    return asyncio.run(main())
