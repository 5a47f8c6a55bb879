# rejected by: test_who_cannot_count_keeps_nobody_waiting wrong-result
# rejected by: test_who_cannot_compare_keeps_nobody_waiting wrong-result
# why: raises another exception of the same class, with the same words
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
    """Let all desks count and then compare, each evening, all at the same time."""
    for day in range(1, days + 1):
        for step in ("count", "compare"):
            errors: list[Exception] = []

            def work(desk: Desk, step: str = step, day: int = day, errors: list = errors) -> None:
                try:
                    getattr(desk, step)(day)
                except Exception as error:
                    errors.append(error)

            team = [threading.Thread(target=work, args=(desk,)) for desk in desks]
            for thread in team:
                thread.start()
            for thread in team:
                thread.join()
            if errors:
                raise type(errors[0])(str(errors[0]))


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
