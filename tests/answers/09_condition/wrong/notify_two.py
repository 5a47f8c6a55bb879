# rejected by: test_nobody_waits_in_a_crowd deadlock
# why: wakes two, one of each kind as it hopes; where more wait, both can be of the wrong kind
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._changed = threading.Condition()

    def put(self, box):
        with self._changed:
            self._changed.wait_for(lambda: len(self._boxes) < self._room)
            self._boxes.append(box)
            self._changed.notify(2)

    def take(self):
        with self._changed:
            self._changed.wait_for(lambda: self._boxes)
            box = self._boxes.popleft()
            self._changed.notify(2)
            return box
