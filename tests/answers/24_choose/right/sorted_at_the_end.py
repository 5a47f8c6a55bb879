# Takes results as they come, and sorts them at the end.
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    if not cards:
        return []
    with ThreadPoolExecutor(max_workers=len(cards)) as pool:
        positions = {pool.submit(read, card): n for n, card in enumerate(cards)}
        found = [(positions[future], future.result()) for future in as_completed(positions)]
    return [result for _, result in sorted(found, key=lambda pair: pair[0])]


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
