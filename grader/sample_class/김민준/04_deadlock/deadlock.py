# Every change is a list of bookings, checked and done by one method with acquire and finally.
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self.accounts = balances.copy()
        self.mutex = threading.Semaphore()

    def _book(self, bookings):
        self.mutex.acquire()
        try:
            for name, amount in bookings:
                if amount < 0 and self.accounts[name] + amount < 0:
                    raise InsufficientFunds(name)
            for name, amount in bookings:
                self.accounts[name] += amount
        finally:
            self.mutex.release()

    def deposit(self, name, amount):
        self._book([(name, amount)])

    def withdraw(self, name, amount):
        self._book([(name, -amount)])

    def transfer(self, source, target, amount):
        self._book([(source, -amount), (target, amount)])

    def _look(self):
        self.mutex.acquire()
        try:
            return dict(self.accounts)
        finally:
            self.mutex.release()

    def balance(self, name):
        return self._look()[name]

    def total(self):
        return sum(self._look().values())
