# rejected by: test_all_processes_share_one_ledger wrong-result
# rejected by: test_no_payment_is_lost wrong-result
# rejected by: test_it_runs_where_there_is_no_fork wrong-result
# why: payments are sent through a queue, and each process has a ledger of its own, with what it took out
"""What is paid in at the branches of a bank: python shared_memory.py BRANCHES PAYMENTS"""

import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        self._queue = multiprocessing.Queue()
        self._balances = [0] * accounts
        self._n = 0

    def pay_in(self, account, cents):
        if account >= len(self._balances):
            raise IndexError(account)
        self._queue.put((account, cents))

    def statement(self):
        while not self._queue.empty():
            account, cents = self._queue.get()
            self._balances[account] += cents
            self._n += 1
        return list(self._balances), self._n


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
