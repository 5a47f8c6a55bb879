# rejected by: test_the_total_never_changes wrong-result
# why: who pays in before taking out shows too much for a moment, where others show too little
"""A bank in which every account has a lock of its own, so that people wait less for each other."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}

    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        return self._balances[name]

    def total(self) -> int:
        """Return what all accounts hold together."""
        with ExitStack() as stack:
            for name in sorted(self._balances):
                stack.enter_context(self._locks[name])
            return sum(self._balances.values())

    def transfer(
        self, source: str, target: str, amount: int, receipt: Callable[[int, int], object]
    ) -> None:
        """Move `amount` from one account to another, and print a receipt of both balances."""

        with ExitStack() as stack:
            for name in sorted({source, target}):
                stack.enter_context(self._locks[name])
            if amount > self._balances[source]:
                raise InsufficientFunds(f"{source} has less than {amount}")
            self._balances[target] += amount
            self._balances[source] -= amount
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
