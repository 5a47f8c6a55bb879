# rejected by: test_inform_waits_for_every_messenger wrong-result
# why: any thread that ends is taken for a messenger who is done
import threading
import time
from collections.abc import Callable, Iterable


class Teller(threading.Thread):
    """Counts the notes of one till; when the thread has ended, `total` is their sum."""

    def __init__(self, till: Iterable[int]) -> None:
        super().__init__()
        self.till = till
        self.total = 0

    def run(self) -> None:
        for note in self.till:
            self.total += note


def count(tills: list[Iterable[int]]) -> list[int]:
    """Count all tills at the same time, and return their totals in the order of the tills."""
    tellers = [Teller(till) for till in tills]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    return [teller.total for teller in tellers]


def inform(branches: list[str], tell: Callable[[str], object]) -> None:
    """Call `tell(branch)` for all branches at the same time, and wait until all are told."""
    before = threading.active_count()
    for branch in branches:
        threading.Thread(target=tell, args=(branch,)).start()
    while threading.active_count() > before:
        time.sleep(0.01)
