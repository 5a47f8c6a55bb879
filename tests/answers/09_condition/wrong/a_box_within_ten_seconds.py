# rejected by: test_who_comes_too_early_waits exception
# why: gives up waiting for a box after ten seconds
"""A shelf between the vault of a bank and its counters: it has room for some boxes of money."""

import threading
from collections import deque


class Shelf:
    """A ring of places as in Java's ArrayBlockingQueue, with a condition for either side."""

    def __init__(self, room: int) -> None:
        self._ring: list[object] = [None] * room
        self._put_at = 0  # counts all boxes ever put here
        self._take_at = 0  # and all that were taken
        self._lock = threading.RLock()
        self._not_full = threading.Condition(self._lock)
        self._not_empty = threading.Condition(self._lock)

    def put(self, box: object) -> None:
        """Put a box on the shelf, as soon as there is room for it."""
        with self._lock:
            self._not_full.wait_for(lambda: self._put_at - self._take_at < len(self._ring))
            self._ring[self._put_at % len(self._ring)] = box
            self._put_at += 1
            self._not_empty.notify()

    def take(self) -> object:
        """Take the box that has been there longest, as soon as there is one."""
        with self._lock:
            if not self._not_empty.wait_for(lambda: self._put_at > self._take_at, timeout=10):
                raise TimeoutError("no box")
            at = self._take_at % len(self._ring)
            box, self._ring[at] = self._ring[at], None
            self._take_at += 1
            self._not_full.notify()
            return box


def carrier(shelf: Shelf, boxes: int) -> None:
    """Carry boxes from the vault to the shelf."""
    for number in range(boxes):
        shelf.put(f"box {number}")


def teller(shelf: Shelf, boxes: int) -> None:
    """Fetch boxes from the shelf."""
    for _ in range(boxes):
        shelf.take()


def main() -> None:
    shelf = Shelf(room=2)
    threads = [threading.Thread(target=teller, args=(shelf, 1000)) for _ in range(3)]
    threads += [threading.Thread(target=carrier, args=(shelf, 1000)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("3000 boxes were carried to the shelf, and all were fetched")


if __name__ == "__main__":
    main()
