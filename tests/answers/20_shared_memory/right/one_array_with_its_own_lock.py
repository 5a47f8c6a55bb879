# One array, the last number in it is the count; its own lock is enough for both.
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        self._numbers = multiprocessing.Array("q", accounts + 1)

    def pay_in(self, account, cents):
        with self._numbers.get_lock():
            if not 0 <= account < len(self._numbers) - 1:
                raise IndexError(f"there is no account {account}")
            self._numbers[account] += cents
            self._numbers[-1] += 1

    def statement(self):
        *balances, payments = self._numbers[:]
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
