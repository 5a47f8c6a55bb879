# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_a_transfer_keeps_others_out wrong-result
# why: takes the lock out of deposit and withdraw, and forgets that they are also called directly
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
        self._balances[name] += amount

    def withdraw(self, name, amount):
        if amount > self._balances[name]:
            raise InsufficientFunds(name)
        self._balances[name] -= amount

    def transfer(self, source, target, amount):
        with self._lock:
            self.withdraw(source, amount)
            self.deposit(target, amount)
