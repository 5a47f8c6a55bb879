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
        self._locks = {name: threading.RLock() for name in balances}
        self._gate = threading.Lock()  # only one may take locks, so there is no deadlock

    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        with self._locks[name]:
            return self._balances[name]

    def total(self) -> int:
        """Return what all accounts hold together."""
        with ExitStack() as stack:
            with self._gate:
                for lock in self._locks.values():
                    stack.enter_context(lock)
            return sum(self._balances.values())

    def transfer(
        self, source: str, target: str, amount: int, receipt: Callable[[int, int], object]
    ) -> None:
        """Move `amount` from one account to another, and print a receipt of both balances."""
        with ExitStack() as stack:
            with self._gate:
                stack.enter_context(self._locks[source])
                stack.enter_context(self._locks[target])
            if amount > self._balances[source]:
                raise InsufficientFunds(f"{source} has less than {amount}")
            self._balances[source] -= amount
            self._balances[target] += amount
            receipt(self._balances[source], self._balances[target])


def printer(source_balance: int, target_balance: int) -> None:
    """Print slowly, as printers do."""
    time.sleep(0.01)
    print(f"  they now have {source_balance} and {target_balance}")
