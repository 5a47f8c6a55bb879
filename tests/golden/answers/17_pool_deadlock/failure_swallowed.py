import threading
import time
from collections.abc import Sequence


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
    todo = [office]
    coins = 0
    errors = []
    lock = threading.Lock()

    def work() -> None:
        nonlocal coins
        while True:
            with lock:
                if not todo:
                    return
                one = todo.pop()
                todo.extend(one.parts)
            try:
                coins += one.count()
            except Exception as error:
                errors.append(error)
                continue

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return coins


def main() -> None:
    village = Office(20)
    town = Office(300, [village])
    bank = Office(4000, [town])
    for workers in (4, 3, 2):
        print(f"{workers} workers count: {total(bank, workers)}", flush=True)


if __name__ == "__main__":
    main()
