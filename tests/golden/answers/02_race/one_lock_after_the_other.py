"""A bank keeps an account in a database, and several cash desks pay into it at once."""

import threading
import time


class FakeDatabase:
    """Keeps the value of one account, and counts the updates that made it up."""

    def __init__(self) -> None:
        self.value = 0
        self.updates = 0
        self._value_lock = threading.Lock()
        self._updates_lock = threading.Lock()

    def update(self, amount: int = 1) -> None:
        """Add `amount` to the value."""
        time.sleep(0.01)  # databases are slow
        with self._value_lock:
            self.value += amount
        with self._updates_lock:
            self.updates += 1

    def statement(self) -> tuple[int, int]:
        """Return the value and the number of updates, both as of one moment."""
        with self._value_lock:
            value = self.value
        with self._updates_lock:
            updates = self.updates
        return value, updates


def main() -> None:
    database = FakeDatabase()
    desks = [threading.Thread(target=database.update, args=(10,)) for _ in range(3)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    value, updates = database.statement()
    print(f"{updates} updates of 10 each, and the value is {value}")


if __name__ == "__main__":
    main()
