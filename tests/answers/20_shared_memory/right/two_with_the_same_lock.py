# Array and Value are given the same lock, which may be taken twice by one process.
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        lock = multiprocessing.RLock()
        self.balances = multiprocessing.Array("q", [0] * accounts, lock=lock)
        self.payments = multiprocessing.Value("q", 0, lock=lock)

    def pay_in(self, account, cents):
        lock = self.balances.get_lock()
        lock.acquire()
        try:
            self.balances[account] += cents
            self.payments.value += 1
        finally:
            lock.release()

    def statement(self):
        with self.payments.get_lock():
            return self.balances[:], self.payments.value


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
