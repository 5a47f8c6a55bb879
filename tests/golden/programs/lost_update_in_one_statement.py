"""Both halves of a pair are added to in one statement, which reads the pair twice."""

import threading


class Account:
    def __init__(self):
        self.state = (0, 0)

    def pay_in(self, amount):
        self.state = (self.state[0] + amount, self.state[1] + 1)


def scenario():
    account = Account()
    desks = [threading.Thread(target=account.pay_in, args=(5,), name=name) for name in ("ann", "bob")]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert account.state == (10, 2), account.state
