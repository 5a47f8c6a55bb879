# rejected by: test_a_receipt_is_true_while_it_is_printed wrong-result
# why: one of the two locks is kept for the printing, but the receipt tells of two accounts
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self.balances = dict(balances)
        self.locks = {name: threading.Lock() for name in sorted(balances)}

    def balance(self, name):
        with self.locks[name]:
            return self.balances[name]

    def total(self):
        for lock in self.locks.values():
            lock.acquire()
        try:
            return sum(self.balances.values())
        finally:
            for lock in self.locks.values():
                lock.release()

    def transfer(self, source, target, amount, receipt):
        first, *others = sorted({source, target})
        with self.locks[first]:
            for name in others:
                self.locks[name].acquire()
            try:
                if amount > self.balances[source]:
                    raise InsufficientFunds(source)
                self.balances[source] -= amount
                self.balances[target] += amount
                left, arrived = self.balances[source], self.balances[target]
            finally:
                for name in others:
                    self.locks[name].release()
            receipt(left, arrived)
