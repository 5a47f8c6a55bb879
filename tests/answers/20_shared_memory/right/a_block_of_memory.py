# A block of shared memory with a name, seen as numbers; who made it gives it back.
import multiprocessing
import os
import sys
import weakref
from multiprocessing.shared_memory import SharedMemory


class Ledger:
    def __init__(self, accounts):
        self.size = 8 * (accounts + 1)
        self.lock = multiprocessing.Lock()
        self.block = SharedMemory(create=True, size=self.size)
        self.block.buf[: self.size] = bytes(self.size)
        weakref.finalize(self, give_back, self.block, os.getpid())

    def numbers(self):
        return self.block.buf[: self.size].cast("q")

    def pay_in(self, account, cents):
        with self.lock, self.numbers() as numbers:
            if account >= len(numbers) - 1:
                raise IndexError(account)
            numbers[account] += cents
            numbers[-1] += 1

    def statement(self):
        with self.lock, self.numbers() as numbers:
            return numbers.tolist()[:-1], numbers[-1]


def give_back(block, maker):
    block.close()
    if os.getpid() == maker:
        block.unlink()


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
