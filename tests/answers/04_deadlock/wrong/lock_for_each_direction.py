# rejected by: test_two_deposits_are_both_kept wrong-result
# why: a lock for those who pay in and one for those who take out; a deposit and a withdrawal pass each other
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._paying_in = threading.RLock()
        self._taking_out = threading.RLock()

    def balance(self, name):
        with self._taking_out, self._paying_in:
            return self._balances[name]

    def total(self):
        with self._taking_out, self._paying_in:
            return sum(self._balances.values())

    def deposit(self, name, amount):
        with self._paying_in:
            self._balances[name] += amount

    def withdraw(self, name, amount):
        with self._taking_out:
            if amount > self._balances[name]:
                raise InsufficientFunds(name)
            self._balances[name] -= amount

    def transfer(self, source, target, amount):
        with self._taking_out, self._paying_in:
            self.withdraw(source, amount)
            self.deposit(target, amount)
