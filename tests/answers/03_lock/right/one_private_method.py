# One locked method changes the balance; both public ones go through it.
from contextlib import contextmanager
from threading import Condition


class InsufficientFunds(Exception):
    def __init__(self, missing):
        super().__init__(f"{missing} missing")


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._condition = Condition()

    @contextmanager
    def _alone(self):
        with self._condition:
            yield

    def _change(self, by):
        with self._alone():
            after = self._balance + by
            if by < 0 and after < 0:
                raise InsufficientFunds(-after)
            self._balance = after

    def deposit(self, notes):
        self._change(sum(notes))

    def withdraw(self, amount):
        self._change(-amount)

    @property
    def balance(self):
        with self._alone():
            return self._balance
