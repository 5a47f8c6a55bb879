# rejected by: test_all_processes_share_one_ledger wrong-result
# why: the ledger lies in a queue as one message; with many accounts who has paid in does not end before it is read
"""What is paid in at the branches of a bank: python shared_memory.py BRANCHES PAYMENTS"""

import multiprocessing
import sys


class Ledger:
    """How many cents are on each account, and how many payments made them, for all processes."""

    def __init__(self, accounts: int) -> None:
        self._desk = multiprocessing.Queue()  # whoever has taken the book is alone with it
        self._desk.cancel_join_thread()
        self._desk.put(([0] * accounts, 0))

    def pay_in(self, account: int, cents: int) -> None:
        """Add so many cents to an account."""
        balances, payments = self._desk.get()
        try:
            balances[account] += cents
            payments += 1
        finally:
            self._desk.put((balances, payments))

    def statement(self) -> tuple[list[int], int]:
        """Return the balances of all accounts, and the number of payments."""
        book = self._desk.get()
        self._desk.put(book)
        return book


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
