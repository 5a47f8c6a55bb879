# rejected by: test_the_total_never_changes wrong-result
# why: waits for the lock for a while and then goes on without it, whoever may have it
import threading
from contextlib import contextmanager


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._lock = threading.Lock()

    @contextmanager
    def _locked(self):
        mine = self._lock.acquire(timeout=0.1)
        try:
            yield
        finally:
            if mine:
                self._lock.release()

    def balance(self, name):
        with self._locked():
            return self._balances[name]

    def total(self):
        with self._locked():
            return sum(self._balances.values())

    def deposit(self, name, amount):
        with self._locked():
            self._balances[name] += amount

    def withdraw(self, name, amount):
        with self._locked():
            if amount > self._balances[name]:
                raise InsufficientFunds(name)
            self._balances[name] -= amount

    def transfer(self, source, target, amount):
        with self._locked():
            self.withdraw(source, amount)
            self.deposit(target, amount)
