# rejected by: test_the_total_never_changes wrong-result
# why: to read one number is one step, so who reads one balance needs no lock
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._lock = threading.RLock()

    def balance(self, name):
        return self._balances[name]

    def total(self):
        with self._lock:
            return sum(self._balances.values())

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
