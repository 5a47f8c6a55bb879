"""The checks of exercise 03."""

from functools import partial

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


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_two_deposits_are_both_kept(exercise):
    """Reading and writing are one: two deposits at the same time are both kept."""
    account = exercise.Account(100)
    treadle.run(partial(account.deposit, [50, 20]), partial(account.deposit, [10]))
    assert account.balance == 180, (
        "70 and 10 were paid in at the same time, with 100 on the account: "
        f"the balance should be 180, but it is {account.balance}"
    )
    account.deposit([])
    assert account.balance == 180, (
        "a machine that had no notes at all paid in nothing, with 180 on the account: "
        f"the balance should be 180, but it is {account.balance}"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=120)
def test_a_deposit_and_a_withdrawal_are_both_kept(exercise):
    """All methods keep each other out: a deposit and a withdrawal are both kept."""
    other, account = exercise.Account(500), exercise.Account(100)
    treadle.run(partial(account.deposit, [10]), partial(account.withdraw, 30))
    assert account.balance == 80, (
        "10 were paid in and 30 withdrawn at the same time, with 100 on the account: "
        f"the balance should be 80, but it is {account.balance}"
    )
    assert other.balance == 500, (
        f"nobody touched the other account, but its balance went from 500 to {other.balance}"
    )
    account = exercise.Account(100)
    take_120, take_50 = (withdrawing(exercise, account, amount) for amount in (120, 50))

    def withdraw_twice():
        return take_120(), take_50()

    _, (of_120, of_50) = treadle.run(partial(account.deposit, [50, 20]), withdraw_twice)
    assert of_50 == "paid out", (
        "a deposit of 50 and 20 was made with 100 on the account, and somebody withdrew 120, which "
        f"were {of_120}, and then 50, which were {of_50}. There is enough for the 50 wherever the "
        "deposit comes, before or after: nobody should see only a part of it, and exactly so much "
        "is enough"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_the_same_money_is_not_paid_out_twice(exercise):
    """Looking and taking are one: the same money is not paid out twice."""
    account = exercise.Account(100)
    take_60 = withdrawing(exercise, account, 60)
    results = treadle.run(take_60, take_60)
    assert sorted(results) == ["paid out", "refused"], (
        "two threads withdraw 60 each, with 100 on the account: one should be paid out and "
        f"the other refused, but they were {results[0]} and {results[1]}"
    )
    assert account.balance == 40, (
        f"60 of 100 were paid out, so the balance should be 40, but it is {account.balance}"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=100)
def test_after_a_refusal_the_account_still_works(exercise):
    """A refused withdrawal gives the lock back."""
    account = exercise.Account(50)
    results = treadle.run(withdrawing(exercise, account, 80))
    assert results == ["refused"], (
        "withdraw(80) with 50 on the account should raise InsufficientFunds, "
        "but it returned as if nothing had happened"
    )
    assert account.balance == 50, (
        f"a refused withdrawal should change nothing, but 50 became {account.balance}"
    )
    results = treadle.run(
        withdrawing(exercise, account, 70),
        withdrawing(exercise, account, 40),
    )
    assert results == ["refused", "paid out"], (
        "two threads withdraw 70 and 40, with 50 on the account: the 70 should be refused and the "
        f"40 paid out, but they were {results[0]} and {results[1]}. Who is refused takes nothing, "
        "not even for a moment"
    )
    treadle.run(partial(account.deposit, [10]))
    (result,) = treadle.run(withdrawing(exercise, account, 20))
    assert result == "paid out", (
        "with 20 on the account, withdraw(20) raised InsufficientFunds: exactly so much is enough"
    )
    assert account.balance == 0, (
        "50 on the account, 40 withdrawn, two refusals, then 10 paid in and 20 withdrawn: "
        f"the balance should be 0, but it is {account.balance}"
    )


@pytest.mark.points(5)
@treadle.explore(schedules=300)
def test_after_an_error_the_account_still_works(exercise):
    """A withdrawal of what is no number gives the lock back, too."""
    account = exercise.Account(50)

    def withdraw_what_is_no_number():
        try:
            account.withdraw("20")
        except Exception as error:
            return type(error).__name__
        return "nothing"

    (raised,) = treadle.run(withdraw_what_is_no_number)
    there = account.balance
    treadle.run(partial(account.deposit, [10]))
    assert account.balance == there + 10, (
        f"withdraw('20') raised {raised}, for a text is no number, and left {there} on the account; "
        f"then 10 were paid in: the balance should be {there + 10}, but it is {account.balance}"
    )
    treadle.run(partial(account.withdraw, 5))
    assert account.balance == there + 5, (
        f"withdraw('20') raised {raised}, for a text is no number; then 10 were paid in and 5 "
        f"withdrawn: the balance should be {there + 5}, but it is {account.balance}"
    )


@pytest.mark.points(5)
@treadle.explore(schedules=300)
def test_the_balance_can_be_read_at_any_time(exercise):
    """Who reads the balance, at whatever moment, sees what is there."""
    written = []

    class Watched(exercise.Account):
        """Anybody may read the balance at any time, so whatever it is set to can be seen."""

        def __setattr__(self, name, value):
            if name == "balance":
                written.append(value)
            super().__setattr__(name, value)

    account = Watched(50)
    treadle.run(withdrawing(exercise, account, 80), partial(account.deposit, [20]))
    wrong = [balance for balance in written if balance not in (50, 70)]
    assert not wrong, (
        "with 50 on the account, 80 were refused, and 20 paid in. Nothing but 50 and 70 should ever "
        f"be there, but in the meantime the balance was {wrong[0]}: whoever reads it then, without "
        "any lock, sees that"
    )
    account = exercise.Account(50)

    def look():
        return account.balance

    seen, *_ = treadle.run(
        look, withdrawing(exercise, account, 80), partial(account.deposit, [10, 10])
    )
    assert seen in (50, 70), (
        "with 50 on the account, 80 were refused, and 20 paid in. Nothing but 50 and 70 should ever "
        f"be there, but somebody who read the balance in the meantime saw {seen}"
    )
    account = exercise.Account(50)

    def deposit_then_withdraw():
        account.deposit([20])
        return withdrawing(exercise, account, 70)()

    seen, result = treadle.run(look, deposit_then_withdraw)
    assert result == "paid out", (
        "with 50 on the account, 20 were paid in, and then withdraw(70) raised InsufficientFunds: "
        "exactly so much is enough"
    )
    assert seen in (50, 70, 0), (
        "with 50 on the account, 20 were paid in and then 70 withdrawn. Nothing but 50, 70 and 0 "
        f"should ever be there, but somebody who read the balance in the meantime saw {seen}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_after_a_jam_the_account_still_works(exercise):
    """A machine that jams leaves the account as it was, and gives the lock back."""
    account = exercise.Account(100)
    counted, looked = treadle.threading.Event(), treadle.threading.Event()

    def notes():
        yield 50
        counted.set()
        looked.wait()
        raise Jammed("a note is stuck")

    def deposit():
        try:
            account.deposit(notes())
        except Jammed:
            return "jammed"
        return "paid in"

    def look():
        counted.wait()
        seen = account.balance
        looked.set()
        return seen

    jam, seen = treadle.run(deposit, look)
    assert jam == "jammed", (
        "the machine raised an exception while it counted; deposit() should let it through, "
        "but it returned as if nothing had happened"
    )
    assert seen == 100, (
        "a machine counted 50 and jammed, with 100 on the account; before it jammed, the balance "
        f"was {seen}, and somebody could have taken out what was never paid in"
    )
    assert account.balance == 100, (
        f"a deposit that fails should change nothing, but 100 became {account.balance}"
    )
    treadle.run(partial(account.deposit, [10]))
    treadle.run(partial(account.withdraw, 20))
    assert account.balance == 90, (
        "100 on the account, a jam, then 10 paid in and 20 withdrawn: "
        f"the balance should be 90, but it is {account.balance}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=100)
def test_two_machines_count_at_the_same_time(exercise):
    """Nobody waits for a machine that somebody else has brought."""
    account = exercise.Account()
    both_counting = treadle.threading.Barrier(2)
    alone = []

    def notes():
        yield 50
        try:
            both_counting.wait(timeout=5)
        except treadle.threading.BrokenBarrierError:
            alone.append(True)
        yield 20

    treadle.run(partial(account.deposit, notes()), partial(account.deposit, notes()))
    assert not alone, (
        "while one machine was counting, the other one could not: "
        "the second deposit had to wait until the first was done"
    )
    assert account.balance == 140, (
        "70 and 70 were paid in at the same time on an empty account: "
        f"the balance should be 140, but it is {account.balance}"
    )
    account = exercise.Account(100)
    counting, done, kept_waiting = (treadle.threading.Event() for _ in range(3))

    def slow_notes():
        counting.set()
        if not done.wait(timeout=5):
            kept_waiting.set()
        yield 50

    def withdraw_meanwhile():
        counting.wait()
        results = [withdrawing(exercise, account, amount)() for amount in (110, 40)]
        done.set()
        return results

    _, results = treadle.run(partial(account.deposit, slow_notes()), withdraw_meanwhile)
    assert not kept_waiting.is_set(), (
        "while a machine was counting, with 100 on the account, somebody withdrew 110 and then 40, "
        f"which were {results[0]} and {results[1]}, but only when the machine was done. The account "
        "has what it has: nobody has to wait to learn whether that is enough"
    )
    assert results == ["refused", "paid out"], (
        "while a machine was counting, with 100 on the account, somebody withdrew 110 and then 40: "
        f"they should be refused and paid out, but they were {results[0]} and {results[1]}"
    )
