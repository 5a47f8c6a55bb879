# rejected by: test_no_payment_is_lost wrong-result
# why: each account has its lock, and the payments of all are counted under the lock of one
import multiprocessing
import sys


class Ledger:
    def __init__(self, accounts: int) -> None:
        self._accounts = [multiprocessing.Value("q", 0) for _ in range(accounts)]
        self._payments = multiprocessing.Value("q", 0)

    def pay_in(self, account: int, cents: int) -> None:
        if account >= len(self._accounts):
            raise IndexError(account)
        with self._accounts[account].get_lock():
            self._accounts[account].value += cents
            self._payments.value += 1

    def statement(self) -> tuple[list[int], int]:
        for account in self._accounts:
            account.get_lock().acquire()
        balances = [account.value for account in self._accounts]
        payments = self._payments.value
        for account in self._accounts:
            account.get_lock().release()
        return balances, payments


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
