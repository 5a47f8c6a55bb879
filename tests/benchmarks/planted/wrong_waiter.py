"""Producers and consumers wait for one condition, and `notify` wakes only one of them."""

import threading


class Program:
    threads = ("consume", "consume", "produce", "produce")

    def __init__(self):
        self.condition = threading.Condition()
        self.room = 1
        self.items = 0
        self.taken = 0

    def wake(self):
        self.condition.notify()

    def consume(self):
        with self.condition:
            while self.items == 0:
                self.condition.wait()
            self.items -= 1
            self.taken += 1
            self.wake()

    def produce(self):
        with self.condition:
            while self.items == self.room:
                self.condition.wait()
            self.items += 1
            self.wake()

    def holds(self):
        return self.taken == 2


class Mended(Program):
    def wake(self):
        self.condition.notify_all()
