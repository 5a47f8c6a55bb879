# A dataclass, and a condition of one's own making: busy until the one inside says that he is done.
from dataclasses import dataclass, field
from threading import Condition
from time import sleep


@dataclass
class FakeDatabase:
    value: int = 0
    updates: int = 0
    _busy: bool = False
    _changed: Condition = field(default_factory=Condition, repr=False)

    def __enter__(self) -> "FakeDatabase":
        with self._changed:
            self._changed.wait_for(lambda: not self._busy)
            self._busy = True
        return self

    def __exit__(self, *exc: object) -> None:
        with self._changed:
            self._busy = False
            self._changed.notify()

    def update(self, amount: int = 1) -> None:
        with self:
            value = self.value
            sleep(0.01)
            self.value, self.updates = value + amount, self.updates + 1

    def statement(self) -> tuple[int, int]:
        with self:
            return self.value, self.updates
