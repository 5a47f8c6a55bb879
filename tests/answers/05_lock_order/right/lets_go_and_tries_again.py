import threading
import time
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
        while True:
            with ExitStack() as stack:
                for lock in self._locks.values():
                    if not lock.acquire(blocking=False):
                        break
                    stack.callback(lock.release)
                else:
                    return sum(self._balances.values())
            time.sleep(0.001)

    def _move(self, source, target, amount, receipt):
        if amount > self._balances[source]:
            raise InsufficientFunds(f"{source} has less than {amount}")
        self._balances[source] -= amount
        self._balances[target] += amount
        receipt(self._balances[source], self._balances[target])

    def transfer(self, source, target, amount, receipt):
        while True:
            with self._locks[source]:
                if source == target:
                    self._move(source, target, amount, receipt)
                    return
                if self._locks[target].acquire(blocking=False):
                    try:
                        self._move(source, target, amount, receipt)
                        return
                    finally:
                        self._locks[target].release()
            time.sleep(0.001)
