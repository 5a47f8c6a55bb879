# as it is: failed: two processes paid in 1 cent each, into account 0, the second one while
import multiprocessing
import sys
import threading


def elsewhere(work):
    """Have a thread do it, which nobody may stop."""
    results = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


class Ledger:
    """Locks nothing."""

    def __init__(self, accounts):
        self._values = multiprocessing.Array("q", accounts + 1, lock=False)

    def pay_in(self, account, cents):
        if not 0 <= account < len(self._values) - 1:
            raise IndexError(account)

        def pay():
            self._values[account] += cents
            self._values[-1] += 1

        elsewhere(pay)

    def statement(self):
        return elsewhere(lambda: (list(self._values)[:-1], self._values[-1]))


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
