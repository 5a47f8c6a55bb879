"""Every access is locked, but the lock is given back between reading and writing."""

import threading


class Account:
    def __init__(self):
        self.balance = 100
        self._lock = threading.Lock()

    def deposit(self, amount):
        with self._lock:
            balance = self.balance
        balance += amount
        with self._lock:
            self.balance = balance


def scenario():
    account = Account()
    ann = threading.Thread(target=account.deposit, args=(10,), name="ann")
    bob = threading.Thread(target=account.deposit, args=(20,), name="bob")
    ann.start()
    bob.start()
    ann.join()
    bob.join()
    assert account.balance == 130
