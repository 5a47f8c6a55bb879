# Writers are locked; readers need no lock, because there is one attribute to read, a whole tuple.
from threading import Lock
from time import sleep
from typing import NamedTuple


class Statement(NamedTuple):
    value: int = 0
    updates: int = 0


class FakeDatabase:
    def __init__(self) -> None:
        self._writing = Lock()
        self._current = Statement()

    def update(self, amount: int = 1) -> None:
        with self._writing:
            value, updates = self._current
            sleep(0.01)
            self._current = Statement(value + amount, updates + 1)

    def statement(self) -> Statement:
        return self._current

    @property
    def value(self) -> int:
        return self._current.value
