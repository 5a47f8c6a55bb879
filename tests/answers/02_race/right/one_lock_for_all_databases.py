# One lock in the module: more waiting than necessary, but every result is right.
import threading
import time

database_lock = threading.RLock()


class FakeDatabase:
    def __init__(self) -> None:
        self.value = 0
        self.updates = 0

    def _write(self, value: int) -> None:
        with database_lock:
            self.value = value
            self.updates += 1

    def update(self, amount: int = 1) -> None:
        with database_lock:
            value = self.value
            time.sleep(0.01)
            self._write(value + amount)

    def statement(self) -> tuple[int, int]:
        with database_lock:
            return self.value, self.updates
