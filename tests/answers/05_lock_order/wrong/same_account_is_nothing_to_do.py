# rejected by: test_a_transfer_to_the_same_account_comes_to_an_end wrong-result
# why: where nothing moves it returns at once, without a receipt and without a look at the balance
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
        if source == target:
            return
        first, second = sorted([source, target])
        with self.locks[first], self.locks[second]:
            if amount > self.balances[source]:
                raise InsufficientFunds(source)
            self.balances[source] -= amount
            self.balances[target] += amount
            receipt(self.balances[source], self.balances[target])
