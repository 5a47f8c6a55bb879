# rejected by: test_two_deposits_are_both_kept wrong-result
# why: the total is kept apart, under a lock of its own: it lags behind the balances
"""A bank with several accounts and one lock for all of them."""

import threading


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = dict(balances)
        self._total = sum(balances.values())
        self._lock = threading.Lock()
        self._total_lock = threading.Lock()

    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        with self._lock:
            return self._balances[name]

    def total(self) -> int:
        """Return what all accounts hold together."""
        with self._total_lock:
            return self._total

    def deposit(self, name: str, amount: int) -> None:
        """Pay `amount` in."""
        with self._lock:
            self._balances[name] += amount
        with self._total_lock:
            self._total += amount

    def withdraw(self, name: str, amount: int) -> None:
        """Take `amount` out, or raise InsufficientFunds."""
        with self._lock:
            if amount > self._balances[name]:
                raise InsufficientFunds(f"{name} has less than {amount}")
            self._balances[name] -= amount
        with self._total_lock:
            self._total -= amount

    def transfer(self, source: str, target: str, amount: int) -> None:
        """Move `amount` from one account to another, as one piece."""
        with self._lock:
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
