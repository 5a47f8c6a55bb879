# rejected by: test_different_amounts_add_up wrong-result
# why: that the value is the same as before does not say that nobody was there: an update by 0 leaves it
"""A bank keeps an account in a database, and several cash desks pay into it at once."""
import threading
import time



class FakeDatabase:
    """Keeps the value of one account, and counts the updates that made it up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = (0, 0)

    @property
    def value(self) -> int:
        return self._state[0]

    def update(self, amount: int = 1) -> None:
        """Add `amount` to the value."""
        while True:
            value, updates = self._state
            time.sleep(0.01)  # databases are slow
            with self._lock:
                if self._state[0] == value:
                    self._state = (value + amount, updates + 1)
                    return

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
