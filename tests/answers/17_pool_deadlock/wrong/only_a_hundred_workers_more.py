# rejected by: test_any_number_of_offices deadlock
# why: still waits for the parts inside of the pool, which only has a hundred workers more
import threading
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


def total(office: Office, workers: int) -> int:
    """Return what the office and all that belong to it hold; so many workers count."""
    counting = threading.Semaphore(workers)
    with ThreadPoolExecutor(workers + 100) as pool:  # one for each level

        def count_with_parts(office: Office) -> int:
            parts = [pool.submit(count_with_parts, part) for part in office.parts]
            with counting:
                coins = office.count()
            return coins + sum(part.result() for part in parts)

        return pool.submit(count_with_parts, office).result()


def main() -> None:
    village = Office(20)
    town = Office(300, [village])
    bank = Office(4000, [town])
    for workers in (4, 3, 2):
        print(f"{workers} workers count: {total(bank, workers)}", flush=True)


if __name__ == "__main__":
    main()
