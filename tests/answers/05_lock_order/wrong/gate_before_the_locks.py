# rejected by: test_other_accounts_do_not_wait wrong-result
# why: one at a time may take locks: whoever waits for an account holds the gate meanwhile
import threading
from contextlib import ExitStack


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}
        self._gate = threading.Lock()

    def balance(self, name):
        with self._locks[name]:
            return self._balances[name]

    def total(self):
        with ExitStack() as stack:
            with self._gate:
                for lock in self._locks.values():
                    stack.enter_context(lock)
            return sum(self._balances.values())

    def _move(self, source, target, amount, receipt):
        if amount > self._balances[source]:
            raise InsufficientFunds(f"{source} has less than {amount}")
        self._balances[source] -= amount
        self._balances[target] += amount
        receipt(self._balances[source], self._balances[target])

    def transfer(self, source, target, amount, receipt):
        with ExitStack() as stack:
            with self._gate:
                for name in {source, target}:
                    stack.enter_context(self._locks[name])
            self._move(source, target, amount, receipt)
