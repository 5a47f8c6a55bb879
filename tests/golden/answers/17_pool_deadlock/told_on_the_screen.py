"""The great count: what does the bank hold, with all its offices and their branches?"""

import queue
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
    offices: queue.Queue[Office | None] = queue.Queue()
    offices.put(office)
    coins: list[int] = []

    def work() -> None:
        while (office := offices.get()) is not None:
            try:
                for part in office.parts:
                    offices.put(part)
                coins.append(office.count())
            except Exception as error:
                print("cannot count:", error)
            finally:
                offices.task_done()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    offices.join()
    for _ in threads:
        offices.put(None)
    for thread in threads:
        thread.join()
    return sum(coins)


def main() -> None:
    village = Office(20)
    town = Office(300, [village])
    bank = Office(4000, [town])
    for workers in (4, 3, 2):
        print(f"{workers} workers count: {total(bank, workers)}", flush=True)


if __name__ == "__main__":
    main()
