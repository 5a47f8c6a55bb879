"""A listener signs off while all are being called."""

import threading


class Program:
    threads = ("call_all", "sign_off")

    def __init__(self):
        self.listeners = {"a": 1, "b": 2}
        self.called = 0
        self.lock = threading.Lock()

    def call_all(self):
        for name in self.listeners:
            self.called += len(name)

    def sign_off(self):
        self.listeners.pop("b")

    def holds(self):
        return self.called in (1, 2)


class Mended(Program):
    def call_all(self):
        with self.lock:
            for name in self.listeners:
                self.called += len(name)

    def sign_off(self):
        with self.lock:
            self.listeners.pop("b")
