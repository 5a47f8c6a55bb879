"""A flag in place of a lock: both find it down before one of them raises it."""

import threading


class Program:
    threads = ("enter", "enter")

    def __init__(self):
        self.busy = False
        self.inside = 0
        self.most = 0
        self.lock = threading.Lock()

    def enter(self):
        if not self.busy:
            self.busy = True
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.inside -= 1
            self.busy = False

    def holds(self):
        return self.most == 1 and self.inside == 0


class Mended(Program):
    def enter(self):
        if self.lock.acquire(blocking=False):
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.inside -= 1
            self.lock.release()
