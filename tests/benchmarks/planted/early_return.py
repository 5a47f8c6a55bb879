"""Whoever finds the work done returns with the lock still held."""

import threading


class Program:
    threads = ("work", "work", "report")

    def __init__(self):
        self.lock = threading.Lock()
        self.done = False
        self.reported = False

    def work(self):
        if self.done:
            return
        self.lock.acquire()
        if self.done:
            return
        self.done = True
        self.lock.release()

    def report(self):
        with self.lock:
            self.reported = True

    def holds(self):
        return self.done and self.reported


class Mended(Program):
    def work(self):
        with self.lock:
            if not self.done:
                self.done = True
