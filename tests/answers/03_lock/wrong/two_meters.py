# rejected by: test_the_balance_can_be_read_at_any_time wrong-result
# why: each of the two numbers has its lock, but what the balance is needs both at once
"""An account, and machines that count notes into it."""

import threading
import time
from collections.abc import Iterable, Iterator


class InsufficientFunds(Exception):
    """Somebody wants to take more than there is."""


class Meter:
    """Adds up whatever passes it."""

    def __init__(self, start: int = 0) -> None:
        self._sum = start
        self._lock = threading.Lock()

    def add(self, amount: int) -> None:
        with self._lock:
            self._sum += amount

    def read(self) -> int:
        with self._lock:
            return self._sum


class Account:
    """An account that several tellers use at the same time."""

    def __init__(self, balance: int = 0) -> None:
        self._paid_in = Meter(balance)
        self._paid_out = Meter()
        self._exit = threading.Lock()

    @property
    def balance(self) -> int:
        return self._paid_in.read() - self._paid_out.read()

    def deposit(self, notes: Iterable[int]) -> None:
        """Add up the notes that a machine counts, and pay the sum in."""
        self._paid_in.add(sum(notes))

    def withdraw(self, amount: int) -> None:
        """Take `amount` out, or raise InsufficientFunds."""
        with self._exit:
            if amount > self.balance:
                raise InsufficientFunds(f"{amount} wanted, {self.balance} there")
            self._paid_out.add(amount)


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
