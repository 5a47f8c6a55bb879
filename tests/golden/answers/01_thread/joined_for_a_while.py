"""The end of the day at a bank: tellers count their tills, and the branches hear the news."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator


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
        teller.join(timeout=5)  # should be more than enough
    return [teller.total for teller in tellers]


def inform(branches: list[str], tell: Callable[[str], object]) -> None:
    """Call `tell(branch)` for all branches at the same time, and wait until all are told."""
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join(timeout=5)


def till(*notes: int) -> Iterator[int]:
    """Hand out notes as fast as somebody can count them."""
    for note in notes:
        time.sleep(0.1)
        yield note
