# rejected by: test_it_runs_where_there_is_no_fork wrong-result
# why: forked processes share the lock that the module has made; a new Python makes another one
import multiprocessing
import sys

lock = multiprocessing.Lock()


class Ledger:
    def __init__(self, accounts):
        self._balances = multiprocessing.Array("q", accounts, lock=False)
        self._payments = multiprocessing.Value("q", 0, lock=False)

    def pay_in(self, account, cents):
        with lock:
            self._balances[account] += cents
            self._payments.value += 1

    def statement(self):
        with lock:
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
    print(ledger.statement())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["4", "1000"]))
