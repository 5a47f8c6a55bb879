# rejected by: test_all_processes_share_one_ledger wrong-result
# rejected by: test_it_runs_where_there_is_no_fork wrong-result
# why: the numbers are global: all ledgers share them, and a new Python has others
import multiprocessing
import sys

balances = multiprocessing.Array("q", 100)
payments = multiprocessing.Value("q", 0)


class Ledger:
    def __init__(self, accounts):
        self.accounts = accounts

    def pay_in(self, account, cents):
        with balances.get_lock():
            if account >= self.accounts:
                raise IndexError(account)
            balances[account] += cents
            payments.value += 1

    def statement(self):
        with balances.get_lock():
            return balances[: self.accounts], payments.value


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
