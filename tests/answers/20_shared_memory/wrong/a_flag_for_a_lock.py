# rejected by: test_no_payment_is_lost wrong-result
# why: a lock made of a shared flag: two processes can see it lowered, and both raise it
import multiprocessing
import sys
import time


class Ledger:
    def __init__(self, accounts):
        self._busy = multiprocessing.Value("b", 0)
        self._balances = multiprocessing.Array("q", accounts)
        self._payments = multiprocessing.Value("q", 0)

    def enter(self):
        while self._busy.value:
            time.sleep(0.001)
        self._busy.value = 1

    def leave(self):
        self._busy.value = 0

    def pay_in(self, account, cents):
        self.enter()
        try:
            self._balances[account] += cents
            self._payments.value += 1
        finally:
            self.leave()

    def statement(self):
        self.enter()
        try:
            return list(self._balances), self._payments.value
        finally:
            self.leave()


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
