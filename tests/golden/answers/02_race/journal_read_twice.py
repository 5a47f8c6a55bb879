"""A bank keeps an account in a database, and several cash desks pay into it at once."""

import threading
import time


class FakeDatabase:
    """Keeps the journal of one account; value and count are worked out when somebody asks."""

    def __init__(self) -> None:
        self._journal: list[int] = []

    @property
    def value(self) -> int:
        return sum(self._journal)

    def update(self, amount: int = 1) -> None:
        """Add `amount` to the value."""
        time.sleep(0.01)  # databases are slow
        self._journal.append(amount)

    def statement(self) -> tuple[int, int]:
        """Return the value and the number of updates, both as of one moment."""
        return sum(self._journal), len(self._journal)


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
