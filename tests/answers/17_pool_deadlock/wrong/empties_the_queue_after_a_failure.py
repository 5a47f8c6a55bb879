# rejected by: test_a_failure_keeps_nobody_waiting deadlock
# why: who fails throws away what is left: it looks, and then waits for what another one took in between
"""The great count: what does the bank hold, with all its offices and their branches?"""

import time
from collections.abc import Sequence
import queue
import threading


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
    results: list[int] = []
    errors: list[Exception] = []

    def work() -> None:
        while (office := offices.get()) is not None:
            try:
                for part in office.parts:
                    offices.put(part)
                results.append(office.count())
            except Exception as error:
                errors.append(error)
                while not offices.empty():
                    offices.get()
                    offices.task_done()
            finally:
                offices.task_done()

    offices.put(office)
    staff = [threading.Thread(target=work) for _ in range(workers)]
    for worker in staff:
        worker.start()
    offices.join()
    for _ in staff:
        offices.put(None)
    for worker in staff:
        worker.join()
    if errors:
        raise errors[0]
    return sum(results)


def main() -> None:
    village = Office(20)
    town = Office(300, [village])
    bank = Office(4000, [town])
    for workers in (4, 3, 2):
        print(f"{workers} workers count: {total(bank, workers)}", flush=True)


if __name__ == "__main__":
    main()
