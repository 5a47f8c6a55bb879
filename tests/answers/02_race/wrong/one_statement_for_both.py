# rejected by: test_two_updates_are_both_kept wrong-result
# why: one statement, which reads both numbers, one after the other, before it writes them
"""A bank keeps an account in a database, and several cash desks pay into it at once."""

import threading
import time


class FakeDatabase:
    """Keeps the value of one account, and counts the updates that made it up."""

    def __init__(self) -> None:
        self._state = (0, 0)

    @property
    def value(self) -> int:
        return self._state[0]

    def update(self, amount: int = 1) -> None:
        """Add `amount` to the value."""
        self._state = (self._state[0] + amount, self._state[1] + 1)

    def statement(self) -> tuple[int, int]:
        """Return the value and the number of updates, both as of one moment."""
        return self._state


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
