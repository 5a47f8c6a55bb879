# rejected by: test_a_receipt_is_true_while_it_is_printed wrong-result
# why: while it waits for the second account, somebody else takes the first, which was free
"""A bank in which every account has a lock of its own, so that people wait less for each other."""

import threading
import time
from collections.abc import Callable


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = dict(balances)
        self._in_use: set[str] = set()
        self._changed = threading.Condition()

    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        with self._changed:
            return self._balances[name]

    def total(self) -> int:
        """Return what all accounts hold together."""
        with self._changed:
            return sum(self._balances.values())

    def transfer(
        self, source: str, target: str, amount: int, receipt: Callable[[int, int], object]
    ) -> None:
        """Move `amount` from one account to another, and print a receipt of both balances."""
        names = {source, target}
        with self._changed:
            for name in sorted(names):
                while name in self._in_use:
                    self._changed.wait()
            if amount > self._balances[source]:
                raise InsufficientFunds(f"{source} has less than {amount}")
            self._in_use |= names
            self._balances[source] -= amount
            self._balances[target] += amount
            now = (self._balances[source], self._balances[target])
        try:
            receipt(*now)
        finally:
            with self._changed:
                self._in_use -= names
                self._changed.notify_all()


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
