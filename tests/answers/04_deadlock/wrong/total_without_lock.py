# rejected by: test_the_total_never_changes wrong-result
# why: a re-entrant lock for all who write, and none for total, which only reads
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._lock = threading.RLock()

    def balance(self, name):
        with self._lock:
            return self._balances[name]

    def total(self):
        return sum(self.balance(name) for name in self._balances)

    def deposit(self, name, amount):
        with self._lock:
            self._balances[name] += amount

    def withdraw(self, name, amount):
        with self._lock:
            if amount > self._balances[name]:
                raise InsufficientFunds(name)
            self._balances[name] -= amount

    def transfer(self, source, target, amount):
        with self._lock:
            self.withdraw(source, amount)
            self.deposit(target, amount)
