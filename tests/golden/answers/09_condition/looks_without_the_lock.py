"""A shelf between the vault of a bank and its counters: it has room for some boxes of money."""

import time
import threading
from collections import deque


class Shelf:
    """Holds up to `room` boxes; people from the vault put them there, tellers take them away."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._boxes: deque[object] = deque()
        self._lock = threading.Lock()

    def put(self, box: object) -> None:
        """Put a box on the shelf, as soon as there is room for it."""
        while len(self._boxes) >= self._room:
            time.sleep(0.001)
        with self._lock:
            self._boxes.append(box)

    def take(self) -> object:
        """Take the box that has been there longest, as soon as there is one."""
        while not self._boxes:
            time.sleep(0.001)
        with self._lock:
            return self._boxes.popleft()


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
