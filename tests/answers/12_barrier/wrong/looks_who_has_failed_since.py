# rejected by: test_who_cannot_compare_keeps_nobody_waiting deadlock
# why: a desk that is slow to leave the barrier sees an error of the next step, and comes no more
"""In the evening all desks of a bank count their money, and compare what they have counted."""

import threading
import time
from collections.abc import Sequence
from typing import Protocol


class Desk(Protocol):
    """Whatever can count and compare."""

    def count(self, day: int) -> None: ...
    def compare(self, day: int) -> None: ...


def audit(desks: Sequence[Desk], days: int) -> None:
    together = threading.Barrier(len(desks))
    errors: list[Exception] = []

    def work(desk: Desk) -> None:
        for day in range(1, days + 1):
            try:
                desk.count(day)
            except Exception as error:
                errors.append(error)
            together.wait()
            if errors:
                return
            try:
                desk.compare(day)
            except Exception as error:
                errors.append(error)
            together.wait()
            if errors:
                return

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


class CashDesk:
    """A desk that takes some time to count."""

    def __init__(self, name: str, counted: dict[tuple[int, str], int]) -> None:
        self.name = name
        self.counted = counted

    def count(self, day: int) -> None:
        time.sleep(0.01 * len(self.name))
        self.counted[day, self.name] = 100

    def compare(self, day: int) -> None:
        desks = sum(1 for d, _ in self.counted if d == day)
        print(f"day {day}: {self.name} compares {desks} desks")
