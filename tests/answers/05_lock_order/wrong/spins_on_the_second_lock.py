# rejected by: test_two_transfers_that_cross_come_to_an_end no-progress
# why: asks again and again for the second lock, and never lets go of the first
import threading
from contextlib import ExitStack


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}

    def balance(self, name):
        with self._locks[name]:
            return self._balances[name]

    def total(self):
        with ExitStack() as stack:
            for name in sorted(self._balances):
                stack.enter_context(self._locks[name])
            return sum(self._balances.values())

    def _move(self, source, target, amount, receipt):
        if amount > self._balances[source]:
            raise InsufficientFunds(f"{source} has less than {amount}")
        self._balances[source] -= amount
        self._balances[target] += amount
        receipt(self._balances[source], self._balances[target])

    def transfer(self, source, target, amount, receipt):
        with self._locks[source]:
            while source != target and not self._locks[target].acquire(blocking=False):
                pass
            self._move(source, target, amount, receipt)
            if source != target:
                self._locks[target].release()
