# rejected by: test_two_transfers_that_cross_come_to_an_end exception
# why: gives up after five seconds, and a receipt may take longer
"""A bank in which every account has a lock of its own, so that people wait less for each other."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


@dataclass(eq=False)
class Account:
    """One account, its lock and its place in the order of locking."""

    number: int
    holds: int
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def holding(*accounts: Account) -> Generator[None, None, None]:
    """Hold the locks of some accounts, each once, taken by ascending number."""
    taken = []
    try:
        for account in sorted(set(accounts), key=lambda a: a.number):
            if not account.lock.acquire(timeout=5):
                raise RuntimeError("account busy, try later")
            taken.append(account)
        yield
    finally:
        while taken:
            taken.pop().lock.release()


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._accounts = {
            name: Account(number, holds) for number, (name, holds) in enumerate(balances.items())
        }

    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        account = self._accounts[name]
        with holding(account):
            return account.holds

    def total(self) -> int:
        """Return what all accounts hold together."""
        accounts = self._accounts.values()
        with holding(*accounts):
            return sum(account.holds for account in accounts)

    def transfer(
        self, source: str, target: str, amount: int, receipt: Callable[[int, int], object]
    ) -> None:
        """Move `amount` from one account to another, and print a receipt of both balances."""
        a, b = self._accounts[source], self._accounts[target]
        with holding(a, b):
            if amount > a.holds:
                raise InsufficientFunds(f"{source} has less than {amount}")
            a.holds -= amount
            b.holds += amount
            receipt(a.holds, b.holds)


def printer(source_balance: int, target_balance: int) -> None:
    """Print slowly, as printers do."""
    time.sleep(0.01)
    print(f"  they now have {source_balance} and {target_balance}")


def main() -> None:
    bank = Bank({"bob": 100, "ann": 100})
    bank.transfer("ann", "bob", 30, printer)
    bank.transfer("bob", "ann", 50, printer)
    print("together:", bank.total())
    bank.transfer("ann", "ann", 10, printer)


if __name__ == "__main__":
    main()
