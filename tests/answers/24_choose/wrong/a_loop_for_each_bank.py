# rejected by: test_all_banks_are_asked_at_the_same_time wrong-result
# rejected by: test_one_loop_asks_all_banks wrong-result
# why: a loop for each bank, one after another
import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def ask_all(ask, banks):
    return [asyncio.run(ask(bank)) for bank in banks]


def read_all(read, cards):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(read, cards))


def compute_all(compute, tasks):
    with ProcessPoolExecutor(max_workers=4) as pool:
        return list(pool.map(compute, tasks))
