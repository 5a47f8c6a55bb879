# rejected by: test_as_many_workers_as_asked wrong-result
# why: ThreadPool.map hands out several offices at a time when they are many
"""The great count: what does the bank hold, with all its offices and their branches?"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor


class Office:
    """An office, with the offices that belong to it."""

    def __init__(self, coins: int, parts: Sequence["Office"] = ()) -> None:
        self.coins = coins
        self.parts = parts

    def count(self) -> int:
        """Count the coins of this office alone, which takes its time."""
        time.sleep(0.01)
        return self.coins


from multiprocessing.pool import ThreadPool


def total(office: Office, workers: int) -> int:
    """Return what the office and all that belong to it hold; so many workers count."""
    offices = [office]
    for each in offices:
        offices.extend(each.parts)
    pool = ThreadPool(workers)
    try:
        return sum(pool.map(lambda each: each.count(), offices))
    finally:
        pool.close()
        pool.join()


def main() -> None:
    village = Office(20)
    town = Office(300, [village])
    bank = Office(4000, [town])
    for workers in (4, 3, 2):
        print(f"{workers} workers count: {total(bank, workers)}", flush=True)


if __name__ == "__main__":
    main()
