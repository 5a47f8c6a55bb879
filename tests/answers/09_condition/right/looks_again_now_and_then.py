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
                self._changed.wait(timeout=0.05)
            self._boxes.append(box)
            self._changed.notify()

    def take(self):
        with self._changed:
            while not self._boxes:
                self._changed.wait(timeout=0.05)
            box = self._boxes.popleft()
            self._changed.notify()
            return box
