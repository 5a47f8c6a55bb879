# rejected by: test_other_accounts_do_not_wait wrong-result
# why: notify() wakes the one who waits longest; if his accounts are still busy, the next sleeps on
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._busy = set()
        self._changed = threading.Condition()

    def balance(self, name):
        with self._changed:
            return self._balances[name]

    def total(self):
        with self._changed:
            return sum(self._balances.values())

    def transfer(self, source, target, amount, receipt):
        names = {source, target}
        with self._changed:
            while self._busy & names:
                self._changed.wait()
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
            self._balances[target] += amount
            self._busy |= names
        receipt(self._balances[source], self._balances[target])
        with self._changed:
            self._busy -= names
            self._changed.notify()
