"""The checks of exercise 04."""

from functools import partial, wraps

import pytest
import treadle


def attempt(exercise, function, *args):
    """Return a function that calls *function* and says whether it was refused."""

    @wraps(function)
    def attempted():
        try:
            function(*args)
        except exercise.InsufficientFunds:
            return "refused"
        return "done"

    return attempted


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_two_deposits_are_both_kept(exercise):
    """A deposit is one piece: two are both kept, and the total shows what a balance shows."""
    bank = exercise.Bank({"ann": 100, "bob": 100})

    def deposit_twice():
        bank.deposit("ann", 5)
        bank.deposit("ann", 5)

    treadle.run(deposit_twice, partial(bank.deposit, "ann", 20))
    ann = bank.balance("ann")
    assert ann == 130, (
        "one thread paid in 5 and again 5, another one 20 at the same time, with 100 on the "
        f"account: the balance should be 130, but it is {ann}"
    )
    bank = exercise.Bank({"ann": 100, "bob": 100})
    treadle.run(partial(bank.deposit, "ann", 20), partial(bank.withdraw, "ann", 30))
    ann = bank.balance("ann")
    assert ann == 90, (
        "20 were paid in and 30 taken out at the same time, with 100 on the account: the balance "
        f"should be 90, but it is {ann}"
    )
    bank = exercise.Bank({"ann": 100, "bob": 100})

    def look():
        return bank.balance("ann"), bank.total(), bank.balance("ann")

    _, (ann, total, ann_again) = treadle.run(partial(bank.deposit, "ann", 20), look)
    assert total - 100 in (ann, ann_again), (
        "ann and bob had 100 each, and 20 were paid in for ann. balance() told that ann had "
        f"{ann}, total() after that that both had {total}, and balance() after that that ann had "
        f"{ann_again}: who has seen a deposit in one of them must see it in the other, too"
    )


@pytest.mark.points(30)
@treadle.explore(schedules=300)
def test_a_transfer_comes_to_an_end(exercise):
    """A thread does not wait for a lock that it holds itself: a transfer comes to an end."""
    bank = exercise.Bank({"ann": 100, "bob": 100})
    bank.transfer("ann", "bob", 30)
    ann, bob = bank.balance("ann"), bank.balance("bob")
    assert (ann, bob) == (70, 130), (
        "ann and bob had 100 each, and 30 went from ann to bob: "
        f"now they should have 70 and 130, not {ann} and {bob}"
    )


@pytest.mark.points(20)
@treadle.explore(schedules=500)
def test_the_total_never_changes(exercise):
    """A transfer is one piece: nobody sees money that has left and not arrived."""
    bank = exercise.Bank({"ann": 100, "bob": 100})
    _, total = treadle.run(partial(bank.transfer, "ann", "bob", 30), bank.total)
    assert total == 200, (
        f"during a transfer total() should return 200, as always, but it returned {total}: "
        "it saw one half of the transfer"
    )
    bank = exercise.Bank({"bob": 100, "ann": 100})

    def look():
        names = ("ann", "bob", "ann")
        return bank.total(), [bank.balance(name) for name in names]

    _, (_, (ann, bob, ann_again)) = treadle.run(partial(bank.transfer, "ann", "bob", 30), look)
    assert (ann, bob) != (70, 100), (
        "ann and bob had 100 each, and 30 went from ann to bob. balance() told that ann had 70, "
        "and told after that that bob had 100: it saw one half of the transfer"
    )
    assert (bob, ann_again) != (130, 100), (
        "ann and bob had 100 each, and 30 went from ann to bob. balance() told that bob had 130, "
        "and told after that that ann had 100: it saw one half of the transfer"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=100)
def test_two_transfers_both_count(exercise):
    """Transfers keep each other out: two that cross are both kept."""
    bank = exercise.Bank({"ann": 100, "bob": 100})
    treadle.run(
        partial(bank.transfer, "ann", "bob", 30),
        partial(bank.transfer, "bob", "ann", 50),
    )
    ann, bob = bank.balance("ann"), bank.balance("bob")
    assert (ann, bob) == (120, 80), (
        "ann and bob had 100 each; 30 went from ann to bob, and 50 from bob to ann: "
        f"now they should have 120 and 80, not {ann} and {bob}"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_a_transfer_keeps_others_out(exercise):
    """Nobody gets in between a transfer: no deposit is lost, no money spent twice."""
    bank = exercise.Bank({"ann": 100, "bob": 100})
    transfer, withdrawal, _ = treadle.run(
        attempt(exercise, bank.transfer, "ann", "bob", 80),
        attempt(exercise, bank.withdraw, "ann", 100),
        partial(bank.deposit, "bob", 5),
    )
    assert {transfer, withdrawal} == {"done", "refused"}, (
        "ann has 100; 80 are to be transferred and 100 withdrawn. One of the two should be done "
        f"and the other refused, but the transfer was {transfer} and the withdrawal {withdrawal}"
    )
    expected = (20, 185) if transfer == "done" else (0, 105)
    ann, bob = bank.balance("ann"), bank.balance("bob")
    assert (ann, bob) == expected, (
        f"the transfer of 80 was {transfer}, the withdrawal of 100 {withdrawal}, bob got 5 more: "
        f"now ann and bob should have {expected[0]} and {expected[1]}, not {ann} and {bob}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_a_refused_transfer_changes_nothing(exercise):
    """A refused transfer changes nothing, and the bank still works."""
    bank = exercise.Bank({"ann": 100, "bob": 100})

    def look():
        return bank.balance("bob"), bank.balance("ann")

    result, seen = treadle.run(attempt(exercise, bank.transfer, "ann", "bob", 150), look)
    assert result == "refused", (
        "ann has 100, so a transfer of 150 should raise InsufficientFunds, "
        "but it returned as if nothing had happened"
    )
    assert seen == (100, 100), (
        "ann and bob had 100 each; while a transfer of 150 was being refused, balance() told that "
        f"bob had {seen[0]} and ann {seen[1]}: a refused transfer changes nothing, not even for a "
        "moment"
    )
    (result,) = treadle.run(attempt(exercise, bank.transfer, "bob", "ann", 100))
    assert result == "done", (
        "bob has 100, so a transfer of 100 should be done: exactly so much is enough"
    )
    ann, bob = bank.balance("ann"), bank.balance("bob")
    assert (ann, bob) == (200, 0), (
        "ann and bob had 100 each; after a refused transfer, 100 went from bob to ann: "
        f"now they should have 200 and 0, not {ann} and {bob}"
    )
