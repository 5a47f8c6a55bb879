"""A bank keeps an account in a database, and several cash desks pay into it at once."""

import threading
import time


class FakeDatabase:
    """Notes every update, and adds them up when somebody asks."""

    def __init__(self) -> None:
        self._value = 0
        self._updates = 0
        self._new: list[int] = []
        self._lock = threading.Lock()

    @property
    def value(self) -> int:
        return self.statement()[0]

    def update(self, amount: int = 1) -> None:
        """Add `amount` to the value."""
        time.sleep(0.01)  # databases are slow
        self._new.append(amount)

    def statement(self) -> tuple[int, int]:
        """Return the value and the number of updates, both as of one moment."""
        with self._lock:
            new, self._new = self._new, []
            self._value += sum(new)
            self._updates += len(new)
            return self._value, self._updates


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
