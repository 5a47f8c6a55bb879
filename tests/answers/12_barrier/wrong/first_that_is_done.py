# rejected by: test_who_cannot_compare_keeps_nobody_waiting wrong-result
# why: raises what the first desk to be done has, and that may be the BrokenBarrierError of another
"""In the evening all desks of a bank count their money, and compare what they have counted."""

from concurrent.futures import ThreadPoolExecutor, as_completed
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

    def work(desk: Desk) -> None:
        try:
            for day in range(1, days + 1):
                desk.count(day)
                together.wait()
                desk.compare(day)
                together.wait()
        except BaseException:
            together.abort()
            raise

    with ThreadPoolExecutor(max_workers=len(desks)) as pool:
        futures = [pool.submit(work, desk) for desk in desks]
        for future in as_completed(futures):
            future.result()


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
