"""`+=` is a read and a write."""

import threading


class Program:
    threads = ("count", "count", "count")

    def __init__(self):
        self.hits = 0
        self.lock = threading.Lock()

    def count(self):
        self.hits += 1

    def holds(self):
        return self.hits == 3


class Mended(Program):
    def count(self):
        with self.lock:
            self.hits += 1
