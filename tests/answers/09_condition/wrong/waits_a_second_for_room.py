# rejected by: test_nobody_puts_where_there_is_no_room wrong-result
# why: waits for room for a second at most, and puts the box there all the same
import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self.room = room
        self.boxes = deque()
        self.changed = threading.Condition()

    def put(self, box):
        with self.changed:
            self.changed.wait_for(lambda: len(self.boxes) < self.room, timeout=1)
            self.boxes.append(box)
            self.changed.notify_all()

    def take(self):
        with self.changed:
            self.changed.wait_for(lambda: self.boxes)
            self.changed.notify_all()
            return self.boxes.popleft()
