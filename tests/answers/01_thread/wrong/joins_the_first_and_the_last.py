# rejected by: test_totals_are_not_read_too_early wrong-result
# why: waits for the first thread and for the last, and takes it that all others are done by then
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
    for teller in tellers[:1] + tellers[-1:]:
        teller.join()
    return [teller.total for teller in tellers]


def inform(branches: list[str], tell: Callable[[str], object]) -> None:
    """Call `tell(branch)` for all branches at the same time, and wait until all are told."""
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()


def till(*notes: int) -> Iterator[int]:
    """Hand out notes as fast as somebody can count them."""
    for note in notes:
        time.sleep(0.1)
        yield note


def main() -> None:
    start = time.perf_counter()
    totals = count([till(50, 20, 5), till(10, 10, 5), till(100, 50, 20)])
    print(f"{totals} counted in {time.perf_counter() - start:.1f} seconds")
    inform(["north", "south", "harbour"], lambda branch: print(f"{branch}: {sum(totals)}"))
    print("every branch has heard it")


if __name__ == "__main__":
    main()
