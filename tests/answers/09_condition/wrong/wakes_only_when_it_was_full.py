# rejected by: test_boxes_come_in_the_order_in_which_they_were_put deadlock
# why: calls one carrier when the shelf was full; if two wait and two boxes go, the other sleeps on
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self.room = room
        self.boxes = deque()
        lock = threading.Lock()
        self.has_room = threading.Condition(lock)
        self.has_box = threading.Condition(lock)

    def put(self, box):
        with self.has_room:
            while len(self.boxes) == self.room:
                self.has_room.wait()
            self.boxes.append(box)
            self.has_box.notify()

    def take(self):
        with self.has_box:
            while not self.boxes:
                self.has_box.wait()
            if len(self.boxes) == self.room:
                self.has_room.notify()
            return self.boxes.popleft()
