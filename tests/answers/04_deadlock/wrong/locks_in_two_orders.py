# rejected by: test_the_total_never_changes deadlock
# why: total() takes the locks in the order of the dict, transfer() in that of the names
"""A bank with several accounts and one lock for all of them."""

import threading
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
        with self._locks[name]:
            return self._balances[name]

    def total(self) -> int:
        """Return what all accounts hold together."""
        with ExitStack() as stack:
            for name in self._balances:
                stack.enter_context(self._locks[name])
            return sum(self._balances.values())

    def deposit(self, name: str, amount: int) -> None:
        """Pay `amount` in."""
        with self._locks[name]:
            self._balances[name] += amount

    def withdraw(self, name: str, amount: int) -> None:
        """Take `amount` out, or raise InsufficientFunds."""
        with self._locks[name]:
            if amount > self._balances[name]:
                raise InsufficientFunds(f"{name} has less than {amount}")
            self._balances[name] -= amount

    def transfer(self, source: str, target: str, amount: int) -> None:
        """Move `amount` from one account to another, as one piece."""
        first, second = sorted([source, target])
        with self._locks[first], self._locks[second]:
            if amount > self._balances[source]:
                raise InsufficientFunds(f"{source} has less than {amount}")
            self._balances[source] -= amount
            self._balances[target] += amount


def main() -> None:
    bank = Bank({"ann": 100, "bob": 100})
    bank.deposit("ann", 20)
    print("together:", bank.total())
    bank.transfer("ann", "bob", 30)
    print("ann:", bank.balance("ann"), "bob:", bank.balance("bob"))


if __name__ == "__main__":
    main()
