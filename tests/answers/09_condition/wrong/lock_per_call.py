# rejected by: test_who_comes_too_early_waits deadlock
# why: a condition of its own for each call: nobody is woken by anybody
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._changed = threading.Condition()

    def put(self, box):
        changed = threading.Condition()
        with changed:
            while len(self._boxes) == self._room:
                changed.wait()
            self._boxes.append(box)
            changed.notify_all()

    def take(self):
        with self._changed:
            while not self._boxes:
                self._changed.wait()
            box = self._boxes.popleft()
            self._changed.notify_all()
            return box
