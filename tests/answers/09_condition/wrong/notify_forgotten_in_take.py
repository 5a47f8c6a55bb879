# rejected by: test_who_comes_too_early_waits deadlock
# rejected by: test_nobody_waits_who_could_go_on deadlock
# why: a teller leaves without a word, and the carriers do not know of the room
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
            return self._boxes.popleft()
