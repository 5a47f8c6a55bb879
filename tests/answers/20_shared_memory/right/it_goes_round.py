# The ledger lies in a queue: whoever has taken it out is alone with it.
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        self._desk = multiprocessing.SimpleQueue()
        self._desk.put(([0] * accounts, 0))

    def pay_in(self, account, cents):
        balances, payments = page = self._desk.get()
        try:
            changed = list(balances)
            changed[account] += cents
            page = changed, payments + 1
        finally:
            self._desk.put(page)

    def statement(self):
        page = self._desk.get()
        self._desk.put(page)
        return page


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
