# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_the_total_never_changes wrong-result
# why: a lock for every thread: nobody waits for himself any more, and nobody for the others
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._mine = threading.local()

    @property
    def _lock(self):
        if not hasattr(self._mine, "lock"):
            self._mine.lock = threading.RLock()
        return self._mine.lock

    def balance(self, name):
        with self._lock:
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
