# rejected by: test_transfers_there_and_back_come_to_an_end deadlock
# why: the poorer account first, and by name if they are equal; but a transfer changes who is poorer
import threading
from contextlib import ExitStack, contextmanager


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}

    @contextmanager
    def _locked(self, *names):
        with ExitStack() as stack:
            for name in sorted(set(names), key=lambda name: (self._balances[name], name)):
                stack.enter_context(self._locks[name])
            yield

    def balance(self, name):
        with self._locks[name]:
            return self._balances[name]

    def total(self):
        with self._locked(*self._balances):
            return sum(self._balances.values())

    def transfer(self, source, target, amount, receipt):
        with self._locked(source, target):
            if amount > self._balances[source]:
                raise InsufficientFunds(f"{source} has less than {amount}")
            self._balances[source] -= amount
            self._balances[target] += amount
            receipt(self._balances[source], self._balances[target])
