# No balance is kept: it is what all entries make, and a copy of them is made in one step.
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self._entries = [balance]
        self._lock = threading.Lock()

    @property
    def balance(self):
        return sum(tuple(self._entries))

    def deposit(self, notes):
        self._entries.append(sum(notes))

    def withdraw(self, amount):
        with self._lock:
            if self.balance < amount:
                raise InsufficientFunds(amount)
            self._entries.append(-amount)
