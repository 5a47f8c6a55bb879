# rejected by: test_nobody_takes_what_is_not_there exception
# why: two events in place of conditions: several are woken by one of them
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._lock = threading.Lock()
        self._filled = threading.Event()
        self._free = threading.Event()
        self._free.set()

    def put(self, box):
        self._free.wait()
        with self._lock:
            self._boxes.append(box)
            self._filled.set()
            if len(self._boxes) == self._room:
                self._free.clear()

    def take(self):
        self._filled.wait()
        with self._lock:
            box = self._boxes.popleft()
            self._free.set()
            if not self._boxes:
                self._filled.clear()
            return box
