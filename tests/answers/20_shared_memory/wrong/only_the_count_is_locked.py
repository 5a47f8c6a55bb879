# rejected by: test_no_payment_is_lost wrong-result
# rejected by: test_it_runs_where_there_is_no_fork wrong-result
# why: the count is locked, and the balance is not
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts):
        self._balances = multiprocessing.Array("q", accounts)
        self._payments = multiprocessing.Value("q", 0)

    def pay_in(self, account, cents):
        self._balances[account] += cents
        with self._payments.get_lock():
            self._payments.value += 1

    def statement(self):
        with self._payments.get_lock():
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
