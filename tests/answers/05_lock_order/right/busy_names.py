import threading
from contextlib import contextmanager


class InsufficientFunds(Exception):
    pass


class Bank:
    """One condition for the whole bank, held for a moment only: it guards who is busy."""

    def __init__(self, balances):
        self._balances = dict(balances)
        self._busy = set()
        self._changed = threading.Condition()

    @contextmanager
    def _reserve(self, names):
        names = set(names)
        with self._changed:
            self._changed.wait_for(lambda: not self._busy & names)
            self._busy |= names
        try:
            yield
        finally:
            with self._changed:
                self._busy -= names
                self._changed.notify_all()

    def balance(self, name):
        with self._reserve([name]):
            return self._balances[name]

    def total(self):
        with self._reserve(self._balances):
            return sum(self._balances.values())

    def transfer(self, source, target, amount, receipt):
        with self._reserve([source, target]):
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
            self._balances[target] += amount
            receipt(self._balances[source], self._balances[target])
