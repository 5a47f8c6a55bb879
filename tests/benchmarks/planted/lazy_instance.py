"""Two threads find that the one instance is not there yet, and make one each."""

import threading


class Program:
    threads = ("use", "use")

    def __init__(self):
        self.instance = None
        self.made = 0
        self.lock = threading.Lock()

    def make(self):
        with self.lock:
            self.made += 1
        return object()

    def use(self):
        if self.instance is None:
            self.instance = self.make()

    def holds(self):
        return self.made == 1


class Mended(Program):
    def make(self):
        self.made += 1
        return object()

    def use(self):
        if self.instance is None:
            with self.lock:
                if self.instance is None:
                    self.instance = self.make()
