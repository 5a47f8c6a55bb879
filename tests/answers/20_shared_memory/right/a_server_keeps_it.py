# A manager's process keeps the numbers; the others ask it, one after the other.
import multiprocessing
import sys

managers = []


class Ledger:
    def __init__(self, accounts):
        manager = multiprocessing.Manager()
        managers.append(manager)  # it ends when nobody knows it any more
        self.lock = manager.Lock()
        self.numbers = manager.dict(dict.fromkeys(range(accounts), 0), payments=0)

    def pay_in(self, account, cents):
        with self.lock:
            try:
                self.numbers[account] += cents
            except KeyError:
                raise IndexError(account) from None
            self.numbers["payments"] += 1

    def statement(self):
        with self.lock:
            numbers = self.numbers.copy()
        payments = numbers.pop("payments")
        return [numbers[account] for account in sorted(numbers)], payments


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
