# A Value for each account; a condition serves as the lock.
import multiprocessing
import sys
from multiprocessing.sharedctypes import RawValue


class Ledger:
    def __init__(self, accounts):
        self.free = multiprocessing.Condition()
        self.accounts = [RawValue("q") for _ in range(accounts)]
        self.made = RawValue("q")

    def pay_in(self, account, cents):
        with self.free:
            balance = self.accounts[account]
            balance.value, self.made.value = balance.value + cents, self.made.value + 1

    def statement(self):
        with self.free:
            return [balance.value for balance in self.accounts], self.made.value


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
