"""The cache is emptied between computing a value and keeping it: the old one stays."""

import threading


class Program:
    threads = ("look", "change")

    def __init__(self):
        self.source = 1
        self.cache = {}
        self.lock = threading.Lock()

    def look(self):
        with self.lock:
            known = "value" in self.cache
        if not known:
            value = self.source * 10
            with self.lock:
                self.cache["value"] = value

    def change(self):
        self.source = 2
        with self.lock:
            self.cache.clear()

    def holds(self):
        return self.cache.get("value", 20) == 20


class Mended(Program):
    def look(self):
        with self.lock:
            if "value" not in self.cache:
                self.cache["value"] = self.source * 10

    def change(self):
        with self.lock:
            self.source = 2
            self.cache.clear()
