"""A method that holds the lock calls another one that takes it."""

import threading


class Account:
    def __init__(self):
        self.balance = 0
        self._lock = threading.Lock()

    def deposit(self, amount):
        with self._lock:
            self.balance += amount
            self.report()

    def report(self):
        with self._lock:
            print("the balance is", self.balance)


def scenario():
    Account().deposit(10)
