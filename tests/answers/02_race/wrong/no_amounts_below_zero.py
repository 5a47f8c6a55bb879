# rejected by: test_each_database_has_a_value_of_its_own exception
# why: takes it that what is paid in is above zero; an amount is any whole number
"""A bank keeps an account in a database, and several cash desks pay into it at once."""

import threading
import time


class FakeDatabase:
    """Keeps the value of one account, and counts the updates that made it up."""

    def __init__(self) -> None:
        self.value = 0
        self.updates = 0
        self._lock = threading.Lock()

    def update(self, amount: int = 1) -> None:
        """Add `amount` to the value."""
        if amount < 0:
            raise ValueError(f"{amount} cannot be paid in")
        with self._lock:
            value = self.value
            value += amount
            time.sleep(0.01)  # databases are slow
            self.value = value
            self.updates += 1

    def statement(self) -> tuple[int, int]:
        """Return the value and the number of updates, both as of one moment."""
        with self._lock:
            return self.value, self.updates


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
