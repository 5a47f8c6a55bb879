# rejected by: test_two_deposits_are_both_kept wrong-result
# why: takes the lock only if it looks free, and otherwise thinks that it must be its own
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._lock = threading.Lock()

    def balance(self, name):
        with self._lock:
            return self._balances[name]

    def total(self):
        with self._lock:
            return sum(self._balances.values())

    def deposit(self, name, amount):
        mine = not self._lock.locked() and self._lock.acquire()
        try:
            self._balances[name] += amount
        finally:
            if mine:
                self._lock.release()

    def withdraw(self, name, amount):
        mine = not self._lock.locked() and self._lock.acquire()
        try:
            if amount > self._balances[name]:
                raise InsufficientFunds(name)
            self._balances[name] -= amount
        finally:
            if mine:
                self._lock.release()

    def transfer(self, source, target, amount):
        with self._lock:
            self.withdraw(source, amount)
            self.deposit(target, amount)
