# rejected by: test_the_total_never_changes wrong-result
# why: to read one number is one step, so who reads one balance needs no lock
import threading
from contextlib import ExitStack


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}

    def balance(self, name):
        return self._balances[name]

    def total(self):
        with ExitStack() as stack:
            for name in sorted(self._locks):
                stack.enter_context(self._locks[name])
            return sum(self._balances.values())

    def _move(self, source, target, amount, receipt):
        if amount > self._balances[source]:
            raise InsufficientFunds(f"{source} has less than {amount}")
        self._balances[source] -= amount
        self._balances[target] += amount
        receipt(self._balances[source], self._balances[target])

    def transfer(self, source, target, amount, receipt):
        first, second = sorted([source, target])
        with ExitStack() as stack:
            stack.enter_context(self._locks[first])
            if second != first:
                stack.enter_context(self._locks[second])
            self._move(source, target, amount, receipt)
