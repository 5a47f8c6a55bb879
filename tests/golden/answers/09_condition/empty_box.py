"""A shelf between the vault of a bank and its counters: it has room for some boxes of money."""

import threading
from collections import deque


class Shelf:
    """Holds up to `room` boxes; people from the vault put them there, tellers take them away."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._boxes: deque[object] = deque()
        self._changed = threading.Condition()

    def put(self, box: object) -> None:
        """Put a box on the shelf, as soon as there is room for it."""
        with self._changed:
            while len(self._boxes) == self._room:
                self._changed.wait()
            self._boxes.append(box)
            self._changed.notify_all()

    def take(self) -> object:
        """Take the box that has been there longest, as soon as there is one."""
        with self._changed:
            box = None
            while not box:
                if self._boxes:
                    box = self._boxes.popleft()
                else:
                    self._changed.wait()
            self._changed.notify_all()
            return box


def carrier(shelf: Shelf, boxes: int) -> None:
    """Carry boxes from the vault to the shelf."""
    for number in range(boxes):
        shelf.put(f"box {number}")


def teller(shelf: Shelf, boxes: int) -> None:
    """Fetch boxes from the shelf."""
    for _ in range(boxes):
        shelf.take()
