# rejected by: test_who_comes_too_early_waits deadlock
# why: looks without the lock, and waits with it: what it waits for has come in between
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._changed = threading.Condition()

    def put(self, box):
        while len(self._boxes) == self._room:
            with self._changed:
                self._changed.wait()
        with self._changed:
            self._boxes.append(box)
            self._changed.notify_all()

    def take(self):
        while not self._boxes:
            with self._changed:
                self._changed.wait()
        with self._changed:
            box = self._boxes.popleft()
            self._changed.notify_all()
            return box
