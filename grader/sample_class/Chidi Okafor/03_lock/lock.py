# acquire, try, finally by hand, on a re-entrant lock.
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self._lock = threading.RLock()

    def deposit(self, notes):
        amount = 0
        for note in notes:
            amount += note
        self._lock.acquire()
        try:
            self.balance = self.balance + amount
        finally:
            self._lock.release()

    def withdraw(self, amount):
        self._lock.acquire()
        try:
            if self.balance < amount:
                raise InsufficientFunds(amount)
            self.balance = self.balance - amount
        finally:
            self._lock.release()
