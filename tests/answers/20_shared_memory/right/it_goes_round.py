# The key to the ledger lies in a queue: whoever has taken it out is alone with the accounts.
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        self._numbers = multiprocessing.RawArray("q", accounts + 1)  # the last one: payments
        self._key = multiprocessing.SimpleQueue()
        self._key.put("the key")

    def pay_in(self, account, cents):
        if account >= len(self._numbers) - 1:
            raise IndexError(account)
        key = self._key.get()
        self._numbers[account] += cents
        self._numbers[-1] += 1
        self._key.put(key)

    def statement(self):
        key = self._key.get()
        *balances, payments = self._numbers
        self._key.put(key)
        return balances, payments


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
