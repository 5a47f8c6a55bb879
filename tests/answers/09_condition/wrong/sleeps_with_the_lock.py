# rejected by: test_who_comes_too_early_waits no-progress
# why: looks again and again, and keeps everybody else out meanwhile
import threading
import time
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._changed = threading.Lock()

    def put(self, box):
        with self._changed:
            while len(self._boxes) == self._room:
                time.sleep(0.01)
            self._boxes.append(box)

    def take(self):
        with self._changed:
            while not self._boxes:
                time.sleep(0.01)
            return self._boxes.popleft()
