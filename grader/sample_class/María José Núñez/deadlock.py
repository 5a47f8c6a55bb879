# The lock stays simple: public methods take it, private ones are only called by those who hold it.
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
        with self._lock:
            self._deposit(name, amount)

    def withdraw(self, name, amount):
        with self._lock:
            self._withdraw(name, amount)

    def transfer(self, source, target, amount):
        with self._lock:
            self._withdraw(source, amount)
            self._deposit(target, amount)

    def _deposit(self, name, amount):
        self._balances[name] += amount

    def _withdraw(self, name, amount):
        if amount > self._balances[name]:
            raise InsufficientFunds(f"{name} has less than {amount}")
        self._balances[name] -= amount
