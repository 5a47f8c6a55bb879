# rejected by: test_other_accounts_do_not_wait wrong-result
# why: wakes one for each account; where more wait, those that are woken can be the wrong ones
import threading
from collections.abc import Callable


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Bank:
    """Accounts by name; any number of threads may use them."""

    def __init__(self, balances: dict[str, int]) -> None:
        self._balances = dict(balances)
        self._busy: set[str] = set()
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
        mine = {source, target}
        with self._changed:
            while self._busy & mine:
                self._changed.wait()
            if amount > self._balances[source]:
                raise InsufficientFunds(f"{source} has less than {amount}")
            self._busy |= mine
            self._balances[source] -= amount
            self._balances[target] += amount
            now = self._balances[source], self._balances[target]
        receipt(*now)
        with self._changed:
            self._busy -= mine
            self._changed.notify(len(mine))
