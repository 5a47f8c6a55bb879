"""The sum of two accounts while money is on its way from one to the other."""

import threading


class Account:
    def __init__(self, balance):
        self.balance = balance


def scenario():
    ann = Account(100)
    bob = Account(0)
    lock = threading.Lock()
    sums = []

    def transfer():
        with lock:
            ann.balance -= 40
            bob.balance += 40

    def audit():
        sums.append(ann.balance + bob.balance)

    threads = [threading.Thread(target=f, name=f.__name__) for f in (transfer, audit)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sums == [100], f"there are 100 in all, but the audit says {sums[0]}"
