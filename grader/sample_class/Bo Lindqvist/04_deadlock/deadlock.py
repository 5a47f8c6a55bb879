import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}
        self._names = sorted(balances)

    def balance(self, name):
        with self._locks[name]:
            return self._balances[name]

    def total(self):
        for name in self._names:
            self._locks[name].acquire()
        try:
            return sum(self._balances.values())
        finally:
            for name in self._names:
                self._locks[name].release()

    def deposit(self, name, amount):
        with self._locks[name]:
            self._balances[name] += amount

    def withdraw(self, name, amount):
        with self._locks[name]:
            if amount > self._balances[name]:
                raise InsufficientFunds(name)
            self._balances[name] -= amount

    def transfer(self, source, target, amount):
        with self._locks[source], self._locks[target]:
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
            self._balances[target] += amount
