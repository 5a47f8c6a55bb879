# rejected by: test_a_receipt_is_true_while_it_is_printed wrong-result
# why: one lock for the bank, held for the move only; the receipt is printed when others may go on
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._lock = threading.Lock()

    def balance(self, name):
        with self._lock:
            return self._balances[name]

    def total(self):
        with self._lock:
            return sum(self._balances.values())

    def transfer(self, source, target, amount, receipt):
        with self._lock:
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
            self._balances[target] += amount
            after = self._balances[source], self._balances[target]
        receipt(*after)
