"""Reads, then writes; an update in between is lost."""

import threading


class Program:
    threads = ("add", "add")

    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self):
        value = self.value
        self.value = value + 1

    def holds(self):
        return self.value == 2


class Mended(Program):
    def add(self):
        with self.lock:
            value = self.value
            self.value = value + 1
