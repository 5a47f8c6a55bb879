"""Clears the event to make sure that it waits, and wipes out what it should have seen."""

import threading


class Program:
    threads = ("wait", "signal")

    def __init__(self):
        self.event = threading.Event()
        self.awake = False

    def wait(self):
        self.event.clear()
        self.event.wait()
        self.awake = True

    def signal(self):
        self.event.set()

    def holds(self):
        return self.awake


class Mended(Program):
    def wait(self):
        self.event.wait()
        self.event.clear()
        self.awake = True
