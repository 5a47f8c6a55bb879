# rejected by: test_who_comes_too_early_waits deadlock
# why: two conditions, and each method notifies the one that it waits for
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._lock = threading.Lock()
        self._not_empty = threading.Condition(self._lock)
        self._not_full = threading.Condition(self._lock)

    def put(self, box):
        with self._not_full:
            while len(self._boxes) == self._room:
                self._not_full.wait()
            self._boxes.append(box)
            self._not_full.notify()

    def take(self):
        with self._not_empty:
            while not self._boxes:
                self._not_empty.wait()
            box = self._boxes.popleft()
            self._not_empty.notify()
            return box
