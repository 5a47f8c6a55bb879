"""The balance is changed under a lock, and read without it. Told with `races=True`."""

import threading


class Account:
    def __init__(self):
        self._lock = threading.Lock()
        self.balance = 100

    def deposit(self, amount):
        with self._lock:
            self._add(amount)

    def _add(self, amount):
        self.balance += amount

    def report(self):
        return f"{self.balance} in the account"


def scenario():
    account = Account()
    ann = threading.Thread(target=account.deposit, args=(10,), name="ann")
    ann.start()
    account.report()
    ann.join()
