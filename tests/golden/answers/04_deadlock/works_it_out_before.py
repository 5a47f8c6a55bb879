"""A bank with several accounts and one lock for all of them."""

import threading


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = dict(balances)
        self._lock = threading.Lock()

    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        with self._lock:
            return self._balances[name]

    def total(self) -> int:
        """Return what all accounts hold together."""
        with self._lock:
            return sum(self._balances.values())

    def deposit(self, name: str, amount: int) -> None:
        """Pay `amount` in."""
        with self._lock:
            self._balances[name] += amount

    def withdraw(self, name: str, amount: int) -> None:
        """Take `amount` out, or raise InsufficientFunds."""
        with self._lock:
            if amount > self._balances[name]:
                raise InsufficientFunds(f"{name} has less than {amount}")
            self._balances[name] -= amount

    def transfer(self, source: str, target: str, amount: int) -> None:
        """Move `amount` from one account to another, as one piece."""
        left = self.balance(source) - amount
        if left < 0:
            raise InsufficientFunds(f"{source} has less than {amount}")
        with self._lock:
            self._balances.update({source: left, target: self._balances[target] + amount})


def main() -> None:
    bank = Bank({"ann": 100, "bob": 100})
    bank.deposit("ann", 20)
    print("together:", bank.total())
    bank.transfer("ann", "bob", 30)
    print("ann:", bank.balance("ann"), "bob:", bank.balance("bob"))


if __name__ == "__main__":
    main()
