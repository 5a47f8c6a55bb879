import threading
from contextlib import ExitStack


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}
        self._ledger = threading.Lock()

    def balance(self, name):
        with self._ledger:
            return self._balances[name]

    def total(self):
        with self._ledger:
            return sum(self._balances.values())

    def _move(self, source, target, amount, receipt):
        with self._ledger:
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
            self._balances[target] += amount
            after = self._balances[source], self._balances[target]
        receipt(*after)

    def transfer(self, source, target, amount, receipt):
        first, second = sorted([source, target])
        with ExitStack() as stack:
            stack.enter_context(self._locks[first])
            if second != first:
                stack.enter_context(self._locks[second])
            self._move(source, target, amount, receipt)
