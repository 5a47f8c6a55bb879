# rejected by: test_transfers_in_a_ring_come_to_an_end wrong-result
# why: a lock for each pair of accounts: two pairs with an account in common keep nobody out
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._guard = threading.Lock()
        self._locks = {}

    def _lock(self, *names):
        with self._guard:
            return self._locks.setdefault(frozenset(names), threading.Lock())

    def balance(self, name):
        return self._balances[name]

    def total(self):
        with self._guard:
            return sum(self._balances.values())

    def _move(self, source, target, amount, receipt):
        if amount > self._balances[source]:
            raise InsufficientFunds(f"{source} has less than {amount}")
        self._balances[source] -= amount
        self._balances[target] += amount
        receipt(self._balances[source], self._balances[target])

    def transfer(self, source, target, amount, receipt):
        with self._lock(source, target):
            self._move(source, target, amount, receipt)
