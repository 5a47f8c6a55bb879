"""Both threads lock, but not the same lock."""

import threading


class Program:
    threads = ("deposit", "interest")

    def __init__(self):
        self.balance = 100
        self.lock = threading.Lock()
        self.other_lock = threading.Lock()

    def deposit(self):
        with self.lock:
            self.balance += 10

    def interest(self):
        with self.other_lock:
            self.balance += 1

    def holds(self):
        return self.balance == 111


class Mended(Program):
    def interest(self):
        with self.lock:
            self.balance += 1
