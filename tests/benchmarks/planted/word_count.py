"""The same in a dictionary: two threads count words, one word is in both texts."""

import threading


class Program:
    threads = ("first", "second")

    def __init__(self):
        self.counts = {"to": 0, "be": 0, "or": 0}
        self.lock = threading.Lock()

    def count(self, word):
        self.counts[word] = self.counts[word] + 1

    def first(self):
        for word in ("to", "be"):
            self.count(word)

    def second(self):
        for word in ("or", "be"):
            self.count(word)

    def holds(self):
        return self.counts == {"to": 1, "be": 2, "or": 1}


class Mended(Program):
    def count(self, word):
        with self.lock:
            self.counts[word] = self.counts[word] + 1
