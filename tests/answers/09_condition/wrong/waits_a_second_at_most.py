# rejected by: test_nobody_takes_what_is_not_there exception
# why: waits for a second, and takes it that all is well then
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._changed = threading.Condition()

    def put(self, box):
        with self._changed:
            if len(self._boxes) == self._room:
                self._changed.wait(timeout=1)
            self._boxes.append(box)
            self._changed.notify_all()

    def take(self):
        with self._changed:
            if not self._boxes:
                self._changed.wait(timeout=1)
            box = self._boxes.popleft()
            self._changed.notify_all()
            return box
