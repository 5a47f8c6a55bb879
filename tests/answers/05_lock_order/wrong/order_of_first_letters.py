# rejected by: test_transfers_in_a_ring_come_to_an_end deadlock
# why: takes the locks in the order of the first letters: of two names that begin alike, each may come first
"""A bank in which every account has a lock of its own, so that people wait less for each other."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}

    @contextmanager
    def _locked(self, *names: str) -> Iterator[None]:
        """Hold the locks of these accounts; everybody takes them in the order of the names."""
        with ExitStack() as stack:
            for name in sorted(dict.fromkeys(names), key=lambda name: name[0]):
                stack.enter_context(self._locks[name])
            yield

    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        with self._locked(name):
            return self._balances[name]

    def total(self) -> int:
        """Return what all accounts hold together."""
        with self._locked(*self._balances):
            return sum(self._balances.values())

    def transfer(
        self, source: str, target: str, amount: int, receipt: Callable[[int, int], object]
    ) -> None:
        """Move `amount` from one account to another, and print a receipt of both balances."""
        with self._locked(source, target):
            if amount > self._balances[source]:
                raise InsufficientFunds(f"{source} has less than {amount}")
            self._balances[source] -= amount
            self._balances[target] += amount
            receipt(self._balances[source], self._balances[target])


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
