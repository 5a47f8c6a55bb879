import threading
from collections import deque


class Shelf:
    """Everybody who waits has a lock of their own, on which somebody else knocks."""

    def __init__(self, room):
        self.lock = threading.Lock()
        self.boxes = deque()
        self.room = room
        self.tellers = deque()
        self.carriers = deque()

    def put(self, box):
        self.lock.acquire()
        while len(self.boxes) == self.room:
            self.sleep(self.carriers)
        self.boxes.append(box)
        self.wake(self.tellers)
        self.lock.release()

    def take(self):
        self.lock.acquire()
        while not self.boxes:
            self.sleep(self.tellers)
        box = self.boxes.popleft()
        self.wake(self.carriers)
        self.lock.release()
        return box

    def sleep(self, line):
        bell = threading.Lock()
        bell.acquire()
        line.append(bell)
        self.lock.release()
        bell.acquire()
        self.lock.acquire()

    def wake(self, line):
        if line:
            line.popleft().release()
