# rejected by: test_nobody_takes_what_is_not_there exception
# why: waits with the lock, and takes the box without it
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
            self._changed.notify_all()

    def take(self):
        with self._changed:
            while not self._boxes:
                self._changed.wait()
        box = self._boxes.popleft()
        with self._changed:
            self._changed.notify_all()
        return box
