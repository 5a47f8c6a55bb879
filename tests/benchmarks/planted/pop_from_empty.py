"""Sees that there is a task left, and pops it after somebody else has."""

import threading


class Program:
    threads = ("work", "work")

    def __init__(self):
        self.tasks = ["a"]
        self.done = []
        self.lock = threading.Lock()

    def work(self):
        if self.tasks:
            self.done.append(self.tasks.pop())

    def holds(self):
        return self.done == ["a"]


class Mended(Program):
    def work(self):
        with self.lock:
            if self.tasks:
                self.done.append(self.tasks.pop())
