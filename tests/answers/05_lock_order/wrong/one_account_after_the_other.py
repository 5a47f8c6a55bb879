# rejected by: test_the_total_never_changes wrong-result
# rejected by: test_a_receipt_is_true_while_it_is_printed wrong-result
# why: never holds two locks, so the money is nowhere for a moment
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

    def transfer(self, source, target, amount, receipt):
        with self._locks[source]:
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
        with self._locks[target]:
            self._balances[target] += amount
        receipt(self.balance(source), self.balance(target))
