"""The checks of exercise 03."""

import pytest
import treadle


class Jammed(Exception):
    """What a counting machine raises when a note is stuck."""


def withdrawing(exercise, account, amount):
    """Return a function that withdraws *amount* and says whether it got it."""

    def withdraw():
        try:
            account.withdraw(amount)
        except exercise.InsufficientFunds:
            return "refused"
        return "paid out"

    return withdraw


@pytest.mark.points(25)
@treadle.explore
def test_two_deposits_are_both_kept(exercise):
    """Reading and writing are one: two deposits at the same time are both kept."""
    account = exercise.Account(100)
    treadle.run(lambda: account.deposit([50, 20]), lambda: account.deposit([10]))
    assert account.balance == 180, (
        f"70 and 10 were paid in on 100 at the same time: not 180, but {account.balance}"
    )


@pytest.mark.points(15)
@treadle.explore
def test_a_deposit_and_a_withdrawal_are_both_kept(exercise):
    """All methods keep each other out: a deposit and a withdrawal are both kept."""
    other, account = exercise.Account(500), exercise.Account(100)
    treadle.run(lambda: account.deposit([10]), lambda: account.withdraw(30))
    assert account.balance == 80, (
        f"100, and at the same time 10 in and 30 out: not 80, but {account.balance}"
    )
    assert other.balance == 500, (
        f"nobody touched the other account, but its balance went from 500 to {other.balance}"
    )


@pytest.mark.points(15)
@treadle.explore
def test_the_same_money_is_not_paid_out_twice(exercise):
    """Looking and taking are one: the same money is not paid out twice."""
    account = exercise.Account(100)
    take_60 = withdrawing(exercise, account, 60)
    results = treadle.run(take_60, take_60)
    assert sorted(results) == ["paid out", "refused"], (
        "two threads withdrew 60 each from 100: one is to be paid out, the other refused, "
        f"but they were {results[0]} and {results[1]}"
    )
    assert account.balance == 40, (
        f"60 of 100 were paid out, but the balance is {account.balance}, not 40"
    )


@pytest.mark.points(15)
@treadle.explore
def test_after_a_refusal_the_account_still_works(exercise):
    """A refused withdrawal gives the lock back."""
    account = exercise.Account(50)
    results = treadle.run(withdrawing(exercise, account, 80))
    assert results == ["refused"], (
        "withdraw(80) from 50 is to raise InsufficientFunds, but it raised nothing"
    )
    assert account.balance == 50, (
        f"a withdrawal was refused, and yet the balance went from 50 to {account.balance}"
    )
    treadle.run(lambda: account.deposit([10]))
    treadle.run(lambda: account.withdraw(20))
    assert account.balance == 40, (
        f"50, and after a refusal 10 in and 20 out: not 40, but {account.balance}"
    )


@pytest.mark.points(15)
@treadle.explore
def test_after_a_jam_the_account_still_works(exercise):
    """A machine that jams leaves the account as it was, and gives the lock back."""
    account = exercise.Account(100)

    def notes():
        yield 50
        raise Jammed("a note is stuck")

    def deposit():
        try:
            account.deposit(notes())
        except Jammed:
            return "jammed"
        return "paid in"

    results = treadle.run(deposit)
    assert results == ["jammed"], (
        "the machine raised an exception, but deposit() did not let it through"
    )
    assert account.balance == 100, (
        f"the machine jammed, and yet the balance went from 100 to {account.balance}"
    )
    treadle.run(lambda: account.deposit([10]))
    treadle.run(lambda: account.withdraw(20))
    assert account.balance == 90, (
        f"100, and after a jam 10 in and 20 out: not 90, but {account.balance}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact")
def test_two_machines_count_at_the_same_time(exercise):
    """Nobody holds the lock while waiting for a machine."""
    account = exercise.Account()
    threading = exercise.__builtins__["__import__"]("threading")
    both_counting = threading.Barrier(2)
    alone = []

    def notes():
        yield 50
        try:
            both_counting.wait(timeout=5)
        except threading.BrokenBarrierError:
            alone.append(True)
        yield 20

    treadle.run(lambda: account.deposit(notes()), lambda: account.deposit(notes()))
    assert not alone, (
        "while one machine was counting, the other could not: "
        "the second deposit had to wait until the first was finished"
    )
    assert account.balance == 140, (
        f"70 and 70 were paid in on 0 at the same time: not 140, but {account.balance}"
    )
