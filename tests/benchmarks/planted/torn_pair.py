"""A reader sees the new left with the old right."""

import threading


class Program:
    threads = ("write", "read")

    def __init__(self):
        self.left = 0
        self.right = 0
        self.seen = (0, 0)
        self.lock = threading.Lock()

    def write(self):
        with self.lock:
            self.left = 1
            self.right = 1

    def read(self):
        self.seen = (self.left, self.right)

    def holds(self):
        return self.seen in ((0, 0), (1, 1))


class Mended(Program):
    def read(self):
        with self.lock:
            self.seen = (self.left, self.right)
