# rejected by: test_a_transfer_keeps_others_out wrong-result
# why: waits for the lock for a while and then goes on without it, as if the only holder could be itself
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
        mine = self._lock.acquire(timeout=0.1)
        try:
            self._balances[name] += amount
        finally:
            if mine:
                self._lock.release()

    def withdraw(self, name, amount):
        mine = self._lock.acquire(timeout=0.1)
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
