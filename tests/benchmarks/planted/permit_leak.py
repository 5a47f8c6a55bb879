"""The permit is not given back if the resource turns out to be closed for maintenance."""

import threading


class Program:
    threads = ("maintain", "use", "use")

    def __init__(self):
        self.permits = threading.Semaphore(1)
        self.closed = False
        self.used = 0

    def maintain(self):
        self.closed = True
        self.closed = False

    def use(self):
        self.permits.acquire()
        if self.closed:
            return
        self.used += 1
        self.permits.release()

    def holds(self):
        return self.used <= 2


class Mended(Program):
    def use(self):
        with self.permits:
            if not self.closed:
                self.used += 1
