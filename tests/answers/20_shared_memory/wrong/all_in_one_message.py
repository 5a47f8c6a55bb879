# rejected by: test_all_processes_share_one_ledger wrong-result
# why: the ledger lies in a pipe as one message; with many accounts there is no room for it
"""What is paid in at the branches of a bank: python shared_memory.py BRANCHES PAYMENTS"""

import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Ledger:
    """How many cents are on each account, and how many payments made them, for all processes.

    The books lie in a queue that never holds more than them; who has taken them out has them alone.
    """

    def __init__(self, accounts: int) -> None:
        self._desk = multiprocessing.SimpleQueue()
        self._desk.put(([0] * accounts, 0))

    @contextmanager
    def _books(self) -> Iterator[list]:
        books = list(self._desk.get())
        try:
            yield books
        finally:
            self._desk.put(tuple(books))

    def pay_in(self, account: int, cents: int) -> None:
        """Add so many cents to an account."""
        with self._books() as books:
            books[0][account] += cents
            books[1] += 1

    def statement(self) -> tuple[list[int], int]:
        """Return the balances of all accounts, and the number of payments."""
        with self._books() as (balances, payments):
            return balances, payments


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
