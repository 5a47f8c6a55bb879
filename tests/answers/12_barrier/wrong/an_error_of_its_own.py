# rejected by: test_who_cannot_count_keeps_nobody_waiting wrong-result
# rejected by: test_who_cannot_compare_keeps_nobody_waiting wrong-result
# why: raises an exception of its own, made from the one that a desk has raised
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
    errors: list[Exception] = []

    def work(desk: Desk) -> None:
        try:
            for day in range(1, days + 1):
                desk.count(day)
                together.wait()
                desk.compare(day)
                together.wait()
        except threading.BrokenBarrierError:
            pass  # somebody else has failed
        except Exception as error:
            errors.append(error)
            together.abort()

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise RuntimeError("the audit has failed") from errors[0]

