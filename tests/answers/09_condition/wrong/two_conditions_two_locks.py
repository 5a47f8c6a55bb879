# rejected by: test_boxes_come_in_the_order_in_which_they_were_put exception
# why: two conditions, each with a lock of its own: nobody holds the other one
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._room = room
        self._boxes = deque()
        self._not_empty = threading.Condition()
        self._not_full = threading.Condition()

    def put(self, box):
        with self._not_full:
            while len(self._boxes) == self._room:
                self._not_full.wait()
            self._boxes.append(box)
            self._not_empty.notify()

    def take(self):
        with self._not_empty:
            while not self._boxes:
                self._not_empty.wait()
            box = self._boxes.popleft()
            self._not_full.notify()
            return box
