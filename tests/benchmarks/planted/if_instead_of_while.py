"""Woken, a consumer takes for granted that there is still something to take."""

import threading


class Program:
    threads = ("consume", "consume", "produce", "produce")

    def __init__(self):
        self.condition = threading.Condition()
        self.items = []
        self.taken = []

    def consume(self):
        with self.condition:
            if not self.items:
                self.condition.wait()
            self.taken.append(self.items.pop())

    def produce(self):
        with self.condition:
            self.items.append("item")
            self.condition.notify_all()

    def holds(self):
        return self.taken == ["item", "item"]


class Mended(Program):
    def consume(self):
        with self.condition:
            while not self.items:
                self.condition.wait()
            self.taken.append(self.items.pop())
