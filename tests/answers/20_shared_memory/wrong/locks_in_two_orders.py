# rejected by: test_a_statement_is_of_one_moment wrong-result
# why: the two locks are taken in one order to pay in, and in the other one to look
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts: int) -> None:
        self._balances = multiprocessing.Array("q", accounts)
        self._payments = multiprocessing.Value("q", 0)

    def pay_in(self, account: int, cents: int) -> None:
        with self._balances.get_lock(), self._payments.get_lock():
            self._balances[account] += cents
            self._payments.value += 1

    def statement(self) -> tuple[list[int], int]:
        with self._payments.get_lock(), self._balances.get_lock():
            return self._balances[:], self._payments.value



def branch(ledger: Ledger, account: int, payments: int) -> None:
    """Be a branch, at which so many times one cent is paid in."""
    for _ in range(payments):
        ledger.pay_in(account, 1)


def main(branches: int, payments: int) -> None:
    """Open so many branches, each in a process of its own."""
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
