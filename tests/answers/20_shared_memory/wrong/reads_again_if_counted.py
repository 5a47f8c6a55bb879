# rejected by: test_a_statement_is_of_one_moment wrong-result
# why: reads without a lock, and again if the count has changed; the balance changes before the count
"""What is paid in at the branches of a bank: python shared_memory.py BRANCHES PAYMENTS"""

import multiprocessing
import sys


class Ledger:
    """How many cents are on each account, and how many payments made them, for all processes."""

    def __init__(self, accounts: int) -> None:
        self._lock = multiprocessing.Lock()
        self._balances = multiprocessing.RawArray("q", accounts)
        self._payments = multiprocessing.RawValue("q", 0)

    def pay_in(self, account: int, cents: int) -> None:
        """Add so many cents to an account."""
        with self._lock:
            self._balances[account] += cents
            self._payments.value += 1

    def statement(self) -> tuple[list[int], int]:
        """Return the balances of all accounts, and the number of payments."""
        while True:
            before = self._payments.value
            balances = list(self._balances)
            if self._payments.value == before:
                return balances, before


def branch(ledger: Ledger, account: int, payments: int) -> None:
    """Be a branch, at which so many times one cent is paid in."""
    for _ in range(payments):
        ledger.pay_in(account, 1)


def main(branches: int, payments: int) -> None:
    """Open so many branches, each in a process of its own."""
    ledger = Ledger(accounts=2)
    processes = [
        multiprocessing.Process(target=branch, args=(ledger, number % 2, payments))
        for number in range(branches)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    balances, count = ledger.statement()
    print(f"{count} payments of one cent, and on the accounts are {balances}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["4", "1000"]))
