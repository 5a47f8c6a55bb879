"""Waits without asking first: if the signal came before, it never comes again."""

import threading


class Program:
    threads = ("wait", "signal")

    def __init__(self):
        self.condition = threading.Condition()
        self.ready = False
        self.awake = False

    def wait(self):
        with self.condition:
            self.condition.wait()
            self.awake = True

    def signal(self):
        with self.condition:
            self.ready = True
            self.condition.notify()

    def holds(self):
        return self.awake


class Mended(Program):
    def wait(self):
        with self.condition:
            while not self.ready:
                self.condition.wait()
            self.awake = True
