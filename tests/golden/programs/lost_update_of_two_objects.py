"""Two transfers in opposite directions: the accounts are told apart by their names."""

import threading


class Account:
    def __init__(self, balance):
        self.balance = balance


def transfer(source, target, amount):
    source.balance -= amount
    target.balance += amount


def scenario():
    ann = Account(100)
    bob = Account(100)
    to_bob = threading.Thread(target=transfer, args=(ann, bob, 10), name="to-bob")
    to_ann = threading.Thread(target=transfer, args=(bob, ann, 20), name="to-ann")
    to_bob.start()
    to_ann.start()
    to_bob.join()
    to_ann.join()
    assert ann.balance + bob.balance == 200
