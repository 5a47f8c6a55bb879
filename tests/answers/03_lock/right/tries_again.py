# Optimistic: work out the new balance without the lock, then take it only to compare and swap.
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self._version = 0
        self._lock = threading.Semaphore()

    def _swap(self, version, balance):
        with self._lock:
            if version != self._version:
                return False
            self._version += 1
            self.balance = balance
            return True

    def _read(self):
        with self._lock:
            return self._version, self.balance

    def deposit(self, notes):
        amount = sum(notes)
        version, balance = self._read()
        while not self._swap(version, balance + amount):
            version, balance = self._read()

    def withdraw(self, amount):
        while True:
            version, balance = self._read()
            if amount > balance:
                raise InsufficientFunds(f"only {balance} there")
            if self._swap(version, balance - amount):
                return
