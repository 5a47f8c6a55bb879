"""The great count: what does the bank hold, with all its offices and their branches?"""

import time
from collections.abc import Sequence
import threading
from collections.abc import Iterator


class Office:
    """An office, with the offices that belong to it."""

    def __init__(self, coins: int, parts: Sequence["Office"] = ()) -> None:
        self.coins = coins
        self.parts = parts

    def count(self) -> int:
        """Count the coins of this office alone, which takes its time."""
        time.sleep(0.01)
        return self.coins


def _walk(office: Office) -> Iterator[Office]:
    yield office
    for part in office.parts:
        yield from _walk(part)


def total(office: Office, workers: int) -> int:
    """Return what the office and all that belong to it hold; so many workers count."""
    desks = threading.Semaphore(workers)
    results: list[int] = []
    errors: list[Exception] = []
    counters: list[threading.Thread] = []

    def count(office: Office) -> None:
        try:
            results.append(office.count())
        except Exception as error:
            errors.append(error)
        finally:
            desks.release()

    for next_office in _walk(office):
        desks.acquire()
        if errors:
            desks.release()
            break
        counter = threading.Thread(target=count, args=(next_office,))
        counters.append(counter)
        counter.start()
    for counter in counters:
        counter.join()
    if errors:
        raise RuntimeError("an office cannot be counted") from errors[0]
    return sum(results)


def main() -> None:
    village = Office(20)
    town = Office(300, [village])
    bank = Office(4000, [town])
    for workers in (4, 3, 2):
        print(f"{workers} workers count: {total(bank, workers)}", flush=True)


if __name__ == "__main__":
    main()
