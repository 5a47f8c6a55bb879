# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_two_transfers_both_count wrong-result
# rejected by: test_the_total_never_changes wrong-result
# why: a new lock in every call: nobody waits for himself, nor for anybody else
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)

    def balance(self, name):
        with threading.RLock():
            return self._balances[name]

    def total(self):
        with threading.RLock():
            return sum(self._balances.values())

    def deposit(self, name, amount):
        with threading.RLock():
            self._balances[name] += amount

    def withdraw(self, name, amount):
        with threading.RLock():
            if amount > self._balances[name]:
                raise InsufficientFunds(name)
            self._balances[name] -= amount

    def transfer(self, source, target, amount):
        with threading.RLock():
            self.withdraw(source, amount)
            self.deposit(target, amount)
