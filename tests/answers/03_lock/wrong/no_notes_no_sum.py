# rejected by: test_two_deposits_are_both_kept exception
# why: reduce() without a start raises TypeError if there are no notes at all
"""An account, and machines that count notes into it."""
import threading
import time
from collections.abc import Iterable, Iterator
import operator
from functools import reduce


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Account:
    """An account that several tellers use at the same time."""

    def __init__(self, balance: int = 0) -> None:
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes: Iterable[int]) -> None:
        """Add up the notes that a machine counts, and pay the sum in."""
        counted = reduce(operator.add, notes)
        with self.lock:
            self.balance += counted

    def withdraw(self, amount: int) -> None:
        """Take `amount` out, or raise InsufficientFunds."""
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(f"{amount} wanted, {self.balance} there")
            self.balance -= amount


def machine(*notes: int) -> Iterator[int]:
    """Count notes the way a machine does: one after the other."""
    for note in notes:
        time.sleep(0.01)
        yield note


def main() -> None:
    account = Account(100)
    tellers = [
        threading.Thread(target=account.deposit, args=(machine(50, 20),)),
        threading.Thread(target=account.deposit, args=(machine(10, 5, 5),)),
    ]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    print(f"100 + 70 + 20 makes {account.balance}")


if __name__ == "__main__":
    main()
