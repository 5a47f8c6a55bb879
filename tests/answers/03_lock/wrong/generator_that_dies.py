# rejected by: test_after_an_error_the_account_still_works exception
# why: an amount that is no number ends the generator that pays, and nobody gets any money after that
"""An account, and machines that count notes into it."""
import threading
import time
from collections.abc import Iterable, Iterator
from collections.abc import Generator


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Account:
    """An account that several tellers use at the same time."""

    def __init__(self, balance: int = 0) -> None:
        self.balance = balance
        self.lock = threading.Lock()
        self._payer = self._pay()
        next(self._payer)

    def _pay(self) -> Generator[bool, int, None]:
        paid = False
        while True:
            amount = yield paid
            paid = amount <= self.balance
            if paid:
                self.balance -= amount

    def deposit(self, notes: Iterable[int]) -> None:
        """Add up the notes that a machine counts, and pay the sum in."""
        counted = sum(notes)
        with self.lock:
            self.balance += counted

    def withdraw(self, amount: int) -> None:
        """Take `amount` out, or raise InsufficientFunds."""
        with self.lock:
            if not self._payer.send(amount):
                raise InsufficientFunds(f"{amount} wanted, {self.balance} there")


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
