# rejected by: test_a_refused_transfer_changes_nothing deadlock
# rejected by: test_a_transfer_keeps_others_out deadlock
# why: acquire and release around the calls; a refusal jumps over the release
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
        self._lock.acquire()
        self.withdraw(source, amount)
        self.deposit(target, amount)
        self._lock.release()
