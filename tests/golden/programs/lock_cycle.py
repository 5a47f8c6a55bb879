"""Two transfers in opposite directions take the same two locks in opposite orders."""

import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        with target.lock:
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
