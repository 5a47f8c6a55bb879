"""Two threads each look whether there is enough money before they take it."""

import threading


class Account:
    def __init__(self):
        self.balance = 100

    def withdraw(self, amount):
        if self.balance >= amount:
            self.balance -= amount


def scenario():
    account = Account()
    ann = threading.Thread(target=account.withdraw, args=(70,), name="ann")
    bob = threading.Thread(target=account.withdraw, args=(60,), name="bob")
    ann.start()
    bob.start()
    ann.join()
    bob.join()
    assert account.balance >= 0, f"the account is overdrawn: {account.balance}"
