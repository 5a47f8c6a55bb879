import threading
from collections import deque


class Shelf:
    def __init__(self, room):
        self._places = threading.Semaphore(room)
        self._there = threading.Semaphore(0)
        self._boxes = deque()

    def put(self, box):
        self._places.acquire()
        self._boxes.append(box)
        self._there.release()

    def take(self):
        self._there.acquire()
        box = self._boxes.popleft()
        self._places.release()
        return box
