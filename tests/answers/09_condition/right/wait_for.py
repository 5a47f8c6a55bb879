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
            self._changed.notify_all()
            self._boxes.append(box)

    def take(self):
        with self._changed:
            self._changed.wait_for(lambda: self._boxes)
            self._changed.notify_all()
            return self._boxes.popleft()
