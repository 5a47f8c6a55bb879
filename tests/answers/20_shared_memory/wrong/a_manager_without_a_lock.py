# rejected by: test_no_payment_is_lost wrong-result
# rejected by: test_it_runs_where_there_is_no_fork wrong-result
# why: each question to the manager is answered alone, but += asks two
import multiprocessing
import sys

managers = []


class Ledger:
    def __init__(self, accounts):
        manager = multiprocessing.Manager()
        managers.append(manager)
        self.balances = manager.list([0] * accounts)
        self.payments = manager.Value("q", 0)

    def pay_in(self, account, cents):
        self.balances[account] += cents
        self.payments.value += 1

    def statement(self):
        return list(self.balances), self.payments.value


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
