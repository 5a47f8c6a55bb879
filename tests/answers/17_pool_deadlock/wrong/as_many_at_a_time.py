# rejected by: test_all_workers_count_at_the_same_time wrong-result
# why: counts as many offices as there are workers, and begins with no other before all of them are done
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
    coins = 0
    offices = [office]
    for one in offices:
        offices.extend(one.parts)
    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, len(offices), workers):
            coins += sum(pool.map(lambda one: one.count(), offices[start : start + workers]))
    return coins


def main() -> None:
    village = Office(20)
    town = Office(300, [village])
    bank = Office(4000, [town])
    for workers in (4, 3, 2):
        print(f"{workers} workers count: {total(bank, workers)}", flush=True)


if __name__ == "__main__":
    main()
