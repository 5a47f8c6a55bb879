# rejected by: test_cards_are_read_at_the_same_time wrong-result
# why: no tool at all
import asyncio
from concurrent.futures import ProcessPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    return [read(card) for card in cards]


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
