"""A shelf between the vault of a bank and its counters: it has room for some boxes of money."""

import threading
from collections import deque


class Shelf:
    def __init__(self, room: int) -> None:
        self._room = room
        self._boxes: deque[object] = deque()
        self._not_full = threading.Condition()
        self._not_empty = threading.Condition()

    def put(self, box: object) -> None:
        with self._not_full:
            while len(self._boxes) == self._room:
                self._not_full.wait()
            self._boxes.append(box)
        with self._not_empty:
            self._not_empty.notify()

    def take(self) -> object:
        with self._not_empty:
            while not self._boxes:
                self._not_empty.wait()
            box = self._boxes.popleft()
        with self._not_full:
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
