# rejected by: test_transfers_there_and_back_come_to_an_end deadlock
# why: in its order ann and Ann are equal, and sorted() leaves what is equal as it comes
import threading
from contextlib import ExitStack


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}

    def _locked(self, names):
        with ExitStack() as stack:
            for name in sorted(names, key=str.casefold):
                stack.enter_context(self._locks[name])
            return stack.pop_all()

    def balance(self, name):
        with self._locks[name]:
            return self._balances[name]

    def total(self):
        with self._locked(self._locks):
            return sum(self._balances.values())

    def transfer(self, source, target, amount, receipt):
        with self._locked(dict.fromkeys([source, target])):
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
            self._balances[target] += amount
            receipt(self._balances[source], self._balances[target])
