# rejected by: test_two_updates_are_both_kept wrong-result
# why: append() is one step, and the sum that goes into value is one of some time ago
"""A bank keeps an account in a database, and several cash desks pay into it at once."""

import threading
import time


class FakeDatabase:
    def __init__(self) -> None:
        self.value = 0
        self._history: list[int] = []

    def update(self, amount: int = 1) -> None:
        time.sleep(0.01)
        self._history.append(amount)  # append is atomic
        self.value = sum(self._history)

    def statement(self) -> tuple[int, int]:
        history = list(self._history)
        return sum(history), len(history)
