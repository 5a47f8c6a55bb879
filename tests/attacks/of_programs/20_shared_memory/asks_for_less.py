# as it is: failed: the second one while the first stood
import multiprocessing
import sys
import time

if len(sys.argv) > 1 and sys.argv[1] == "lose":
    sys.argv.insert(1, "lose_in_one")


class Ledger:
    """Locks only if it sees that somebody else is there; two can come at once."""

    def __init__(self, accounts):
        self._taken = multiprocessing.Value("i", 0, lock=False)
        self._values = multiprocessing.Array("q", accounts + 1, lock=False)

    def pay_in(self, account, cents):
        self._values[account]
        if account >= len(self._values) - 1:
            raise IndexError(account)
        while self._taken.value:
            time.sleep(0.001)
        self._taken.value = 1
        self._values[account] += cents
        self._values[-1] += 1
        self._taken.value = 0

    def statement(self):
        while self._taken.value:
            time.sleep(0.001)
        *balances, payments = self._values
        return balances, payments
