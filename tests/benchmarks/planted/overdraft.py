"""Checks the balance, then takes the money."""

import threading


class Program:
    threads = ("withdraw", "withdraw")

    def __init__(self):
        self.balance = 100
        self.lock = threading.Lock()

    def withdraw(self):
        if self.balance >= 70:
            with self.lock:
                self.balance -= 70

    def holds(self):
        return self.balance >= 0


class Mended(Program):
    def withdraw(self):
        with self.lock:
            if self.balance >= 70:
                self.balance -= 70
