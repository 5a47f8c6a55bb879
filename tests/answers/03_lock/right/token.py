# The balance lies in a queue with room for one: whoever has taken it out is alone with it.
from queue import Queue


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self._desk = Queue(1)
        self._desk.put(balance)

    @property
    def balance(self):
        balance = self._desk.get()
        self._desk.put(balance)
        return balance

    def deposit(self, notes):
        amount = sum(notes)
        self._desk.put(self._desk.get() + amount)

    def withdraw(self, amount):
        balance = self._desk.get()
        try:
            if amount > balance:
                raise InsufficientFunds
            balance -= amount
        finally:
            self._desk.put(balance)
