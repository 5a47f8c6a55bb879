# rejected by: test_a_desk_counts_and_compares_every_day wrong-result
# why: an audit of two days, as in the example, however many there are
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
    together = threading.Barrier(len(desks))
    errors: list[BaseException] = []

    def work(desk: Desk) -> None:
        try:
            for day in range(1, min(days, 2) + 1):
                desk.count(day)
                together.wait()
                desk.compare(day)
                together.wait()
        except threading.BrokenBarrierError:
            pass  # somebody else has failed
        except BaseException as error:
            errors.append(error)
            together.abort()

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


def main() -> None:
    counted: dict[tuple[int, str], int] = {}
    audit([CashDesk(name, counted) for name in ("ann", "boris", "carla-maria")], days=2)


if __name__ == "__main__":
    main()
