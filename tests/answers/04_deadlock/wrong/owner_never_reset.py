# rejected by: test_two_deposits_are_both_kept wrong-result
# why: who held the lock last counts as its owner for ever, and gets in without it
"""A bank with several accounts and one lock for all of them."""
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


def one_piece(method: Callable[..., Any]) -> Callable[..., Any]:
    """Let a method take the lock, unless its thread is inside already."""

    @wraps(method)
    def wrapper(self: Any, *args: Any) -> Any:
        me = threading.get_ident()
        if self._owner == me:
            return method(self, *args)
        with self._lock:
            self._owner = me
            return method(self, *args)

    return wrapper


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = dict(balances)
        self._lock = threading.Lock()
        self._owner: int | None = None

    @one_piece
    def balance(self, name: str) -> int:
        """Return the balance of one account."""
        return self._balances[name]

    @one_piece
    def total(self) -> int:
        """Return what all accounts hold together."""
        return sum(self._balances.values())

    @one_piece
    def deposit(self, name: str, amount: int) -> None:
        """Pay `amount` in."""
        self._balances[name] += amount

    @one_piece
    def withdraw(self, name: str, amount: int) -> None:
        """Take `amount` out, or raise InsufficientFunds."""
        if amount > self._balances[name]:
            raise InsufficientFunds(f"{name} has less than {amount}")
        self._balances[name] -= amount

    @one_piece
    def transfer(self, source: str, target: str, amount: int) -> None:
        """Move `amount` from one account to another, as one piece."""
        self.withdraw(source, amount)
        self.deposit(target, amount)


def main() -> None:
    bank = Bank({"ann": 100, "bob": 100})
    bank.deposit("ann", 20)
    print("together:", bank.total())
    bank.transfer("ann", "bob", 30)
    print("ann:", bank.balance("ann"), "bob:", bank.balance("bob"))


if __name__ == "__main__":
    main()
