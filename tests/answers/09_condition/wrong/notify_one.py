# rejected by: test_nobody_waits_who_could_go_on deadlock
# why: looks again, and wakes one: it may be one who cannot go on
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._changed = threading.Condition()

    def put(self, box):
        with self._changed:
            while len(self._boxes) == self._room:
                self._changed.wait()
            self._boxes.append(box)
            self._changed.notify()

    def take(self):
        with self._changed:
            while not self._boxes:
                self._changed.wait()
            box = self._boxes.popleft()
            self._changed.notify()
            return box
