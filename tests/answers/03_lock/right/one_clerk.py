# No lock: a pool with a single thread does all the booking, one after the other.
from concurrent.futures import ThreadPoolExecutor


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self._clerk = ThreadPoolExecutor(max_workers=1)

    def deposit(self, notes):
        amount = sum(notes)
        self._clerk.submit(self._book, amount).result()

    def withdraw(self, amount):
        self._clerk.submit(self._book, -amount).result()

    def _book(self, amount):
        if self.balance + amount < 0:
            raise InsufficientFunds
        self.balance += amount
