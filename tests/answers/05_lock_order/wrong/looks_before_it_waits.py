# rejected by: test_the_same_money_is_not_moved_twice wrong-result
# why: looks for the money, waits for the printer, and takes the money without another look
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
        both = {source, target}
        with self._changed:
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._changed.wait_for(lambda: self._busy.isdisjoint(both))
            self._balances[source] -= amount
            self._balances[target] += amount
            self._busy |= both
            now = self._balances[source], self._balances[target]
        receipt(*now)
        with self._changed:
            self._busy -= both
            self._changed.notify_all()
