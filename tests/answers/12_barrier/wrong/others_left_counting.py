# rejected by: test_who_cannot_count_keeps_nobody_waiting wrong-result
# why: who fails to count is told at once, while a later desk still counts: its thread is left
"""In the evening all desks of a bank count their money, and compare what they have counted."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol


class Desk(Protocol):
    """Whatever can count and compare."""

    def count(self, day: int) -> None: ...
    def compare(self, day: int) -> None: ...


class Work(threading.Thread):
    """One step of one desk; keeps the exception, if there is one."""

    def __init__(self, step: Callable[[int], None], day: int) -> None:
        super().__init__()
        self._step = step
        self._day = day
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._step(self._day)
        except Exception as error:
            self.error = error


def _wait_for(works: list[Work]) -> None:
    for work in works:
        work.join()
        if work.error is not None:
            raise work.error


def _count_together(desks: Sequence[Desk], day: int) -> None:
    works = [Work(desk.count, day) for desk in desks]
    for work in works:
        work.start()
    _wait_for(works)


def _compare_together(desks: Sequence[Desk], day: int) -> None:
    works = [Work(desk.compare, day) for desk in desks]
    for work in works:
        work.start()
    try:
        _wait_for(works)
    finally:
        for work in works:
            work.join()


def audit(desks: Sequence[Desk], days: int) -> None:
    """Let all desks count and then compare, each evening, all at the same time."""
    for day in range(1, days + 1):
        _count_together(desks, day)
        _compare_together(desks, day)


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


def main() -> None:
    counted: dict[tuple[int, str], int] = {}
    audit([CashDesk(name, counted) for name in ("ann", "boris", "carla-maria")], days=2)


if __name__ == "__main__":
    main()
