# rejected by: test_a_statement_is_of_one_moment wrong-result
# why: a lock for each account is locked while that account is read, and no longer
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        self._accounts = [multiprocessing.Array("q", 2) for _ in range(accounts)]

    def pay_in(self, account, cents):
        book = self._accounts[account]
        with book.get_lock():
            book[0] += cents
            book[1] += 1

    def statement(self):
        balances = [book[0] for book in self._accounts]
        return balances, sum(book[1] for book in self._accounts)


def branch(ledger, account, payments):
    for _ in range(payments):
        ledger.pay_in(account, 1)


def main(branches, payments):
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
