# Nothing is changed in place: a writer puts a whole new dict there, a reader takes what is there.
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._writer = threading.Lock()

    def balance(self, name):
        return self._balances[name]

    def total(self):
        return sum(self._balances.values())

    def deposit(self, name, amount):
        with self._writer:
            self._balances = deposited(self._balances, name, amount)

    def withdraw(self, name, amount):
        with self._writer:
            self._balances = withdrawn(self._balances, name, amount)

    def transfer(self, source, target, amount):
        with self._writer:
            self._balances = deposited(withdrawn(self._balances, source, amount), target, amount)


def deposited(balances, name, amount):
    return {**balances, name: balances[name] + amount}


def withdrawn(balances, name, amount):
    if amount > balances[name]:
        raise InsufficientFunds(name)
    return {**balances, name: balances[name] - amount}
