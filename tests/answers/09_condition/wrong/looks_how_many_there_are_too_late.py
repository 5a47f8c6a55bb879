# rejected by: test_nobody_takes_what_is_not_there deadlock
# why: each of two sees the box of the other, too, and thinks that the other one notifies
import threading
from collections import deque


class Shelf:
    """Holds up to `room` boxes; carriers and tellers each have an end of their own."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._boxes: deque[object] = deque()
        self._carriers = threading.Condition()
        self._tellers = threading.Condition()

    def put(self, box: object) -> None:
        """Put a box on the shelf, as soon as there is room for it."""
        with self._carriers:
            while len(self._boxes) == self._room:
                self._carriers.wait()
            self._boxes.append(box)
        if len(self._boxes) == 1:
            with self._tellers:
                self._tellers.notify_all()

    def take(self) -> object:
        """Take the box that has been there longest, as soon as there is one."""
        with self._tellers:
            while not self._boxes:
                self._tellers.wait()
            box = self._boxes.popleft()
        if len(self._boxes) == self._room - 1:
            with self._carriers:
                self._carriers.notify_all()
        return box
