# rejected by: test_cards_are_read_at_the_same_time wrong-result
# why: a thread for each card, and each is waited for before the next one begins
import asyncio
import threading
from concurrent.futures import ProcessPoolExecutor


def ask_all(ask, banks):
    async def main():
        return await asyncio.gather(*map(ask, banks))

    return asyncio.run(main())


def read_all(read, cards):
    found = []
    for card in cards:
        thread = threading.Thread(target=lambda card=card: found.append(read(card)))
        thread.start()
        thread.join()
    return found


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
