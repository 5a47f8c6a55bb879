# rejected by: test_all_processes_share_one_ledger wrong-result
# why: a C int has 32 bits: large balances do not fit
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        self._lock = multiprocessing.Lock()
        self._balances = multiprocessing.Array("i", accounts)
        self._payments = multiprocessing.Value("q", 0)

    def pay_in(self, account, cents):
        with self._lock:
            self._balances[account] += cents
            self._payments.value += 1

    def statement(self):
        with self._lock:
            return list(self._balances), self._payments.value


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
