# rejected by: test_nobody_takes_what_is_not_there exception
# why: a busy wait without a lock: two tellers see the same box
import time
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()

    def put(self, box):
        while len(self._boxes) == self._room:
            time.sleep(0.001)
        self._boxes.append(box)

    def take(self):
        while not self._boxes:
            time.sleep(0.001)
        return self._boxes.popleft()
