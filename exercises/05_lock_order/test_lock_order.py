"""The checks of exercise 05."""

from functools import partial

import pytest
import treadle


def no_receipt(source_balance, target_balance):
    """What is printed for those who want no receipt."""


def slow_receipt(source_balance, target_balance):
    treadle.time.sleep(0.01)


def slower_receipt(source_balance, target_balance):
    treadle.time.sleep(0.02)


def anew(name):
    """Return another text of the same letters, as if somebody had typed the name once more."""
    return "".join(letter for letter in name)


def printed_in_turn(exercise, first, second):
    """Whether a transfer that comes while the first one prints is done only when that is over."""
    bank = exercise.Bank({"carla": 100, "bob": 100, "ann": 100})
    printing, printed = treadle.threading.Event(), treadle.threading.Event()

    def receipt(source_balance, target_balance):
        printing.set()
        treadle.time.sleep(0.02)
        printed.set()

    def next_transfer():
        printing.wait()
        bank.transfer(*second, 5, no_receipt)
        return printed.is_set()

    _, in_turn = treadle.run(partial(bank.transfer, *first, 30, receipt), next_transfer)
    return in_turn


def printed_amid(exercise, first, second, third):
    """Whether the second of three transfers, which waits for the first, prints amid the third."""
    bank = exercise.Bank({"dan": 100, "carla": 100, "bob": 100, "ann": 100})
    printing, amid = [], []

    def long_receipt(source_balance, target_balance):
        printing.append(True)
        treadle.time.sleep(0.02)
        printing.pop()

    def second_transfer():
        treadle.time.sleep(0.01)
        bank.transfer(*second, 10, lambda *balances: amid.append(bool(printing)))

    def third_transfer():
        treadle.time.sleep(0.015)
        bank.transfer(*third, 10, long_receipt)

    treadle.run(
        partial(bank.transfer, *first, 10, slower_receipt), second_transfer, third_transfer
    )
    return amid == [True]


@pytest.mark.points(10)
@treadle.explore(schedules=150)
def test_a_transfer_moves_money_or_changes_nothing(exercise):
    """A transfer moves money, or changes nothing."""
    bank = exercise.Bank({"bob": 100, "ann": 100})
    receipts = []

    def receipt(source_balance, target_balance):
        receipts.append((source_balance, target_balance))

    bank.transfer("ann", "bob", 30, receipt)
    with_ann, with_bob = bank.balance("ann"), bank.balance("bob")
    assert (with_ann, with_bob) == (70, 130), (
        "ann and bob had 100 each, and 30 went from ann to bob: "
        f"now they should have 70 and 130, not {with_ann} and {with_bob}"
    )
    assert receipts == [(70, 130)], (
        "30 went from ann to bob, and now they have 70 and 130: one receipt of 70 and 130 should "
        f"have been printed, not {receipts}"
    )
    refused = False
    try:
        bank.transfer("ann", "bob", 80, receipt)
    except exercise.InsufficientFunds:
        refused = True
    assert refused, "ann has 70, so a transfer of 80 should raise InsufficientFunds"
    refused = False
    try:
        bank.transfer("bob", "ann", 130, receipt)
    except exercise.InsufficientFunds:
        refused = True
    assert not refused, (
        "bob has 130, so a transfer of 130 should be done: exactly so much is enough"
    )
    assert receipts[1:] == [(0, 200)], (
        "ann had 70 and bob 130, a transfer was refused, and then 130 went from bob to ann: "
        f"only that should have been printed, as 0 and 200, but it was {receipts[1:]}"
    )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=150)
def test_the_same_money_is_not_moved_twice(exercise):
    """Who had to wait looks again: the same money is not moved twice."""
    bank = exercise.Bank({"dan": 100, "carla": 100, "bob": 100, "ann": 110})
    printing = treadle.threading.Event()

    def long_receipt(source_balance, target_balance):
        printing.set()
        treadle.time.sleep(0.02)

    def move_60(target):
        printing.wait()
        try:
            bank.transfer("ann", target, 60, no_receipt)
        except exercise.InsufficientFunds:
            return "refused"
        return "done"

    _, *results = treadle.run(
        partial(bank.transfer, "ann", "bob", 10, long_receipt),
        partial(move_60, "carla"),
        partial(move_60, "dan"),
    )
    assert sorted(results) == ["done", "refused"], (
        "ann had 100. While a receipt of hers was being printed, 60 were to go to carla, and 60 to "
        f"dan: one of the two should be done and the other refused, but they were {results[0]} and "
        f"{results[1]}"
    )
    ann = bank.balance("ann")
    assert ann == 40, f"ann had 100, and 60 of them were moved: she should have 40, not {ann}"


@pytest.mark.points(15)
@treadle.explore(schedules=150)
def test_two_transfers_that_cross_come_to_an_end(exercise):
    """Two transfers that cross come to an end."""
    bank = exercise.Bank({"bob": 100, "ann": 100})
    treadle.run(
        partial(bank.transfer, "ann", "bob", 30, slow_receipt),
        partial(bank.transfer, "bob", "ann", 50, slow_receipt),
    )
    ann, bob = bank.balance("ann"), bank.balance("bob")
    assert (ann, bob) == (120, 80), (
        "ann and bob had 100 each; 30 went from ann to bob, and 50 from bob to ann: "
        f"now they should have 120 and 80, not {ann} and {bob}"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=150)
def test_transfers_in_a_ring_come_to_an_end(exercise):
    """Three transfers in a ring come to an end."""
    bank = exercise.Bank({"ada": 100, "ann": 100, "amy": 100})
    treadle.run(
        partial(bank.transfer, "ann", "amy", 5, no_receipt),
        partial(bank.transfer, "amy", "ada", 20, no_receipt),
        partial(bank.transfer, "ada", "ann", 50, no_receipt),
    )
    now = tuple(bank.balance(name) for name in ("ann", "amy", "ada"))
    assert now == (145, 85, 70), (
        "ann, amy and ada had 100 each; 5 went from ann to amy, 20 from amy to ada, 50 from "
        f"ada to ann: now they should have 145, 85 and 70, not {now[0]}, {now[1]} and {now[2]}"
    )


@pytest.mark.points(5)
@treadle.explore(schedules=150)
def test_transfers_there_and_back_come_to_an_end(exercise):
    """Transfers there and back come to an end, whatever the names are."""
    bank = exercise.Bank({"carla": 100, "bob": 100, "ann": 120})
    ann, bob = anew("ann"), anew("bob")
    same_ann, same_bob = anew("ann"), anew("bob")
    for name in (same_ann, same_bob, bob, ann):
        bank.transfer(name, "carla", 5, no_receipt)
    treadle.run(
        partial(bank.transfer, ann, bob, 30, no_receipt),
        partial(bank.transfer, same_bob, same_ann, 5, no_receipt),
        partial(bank.transfer, ann, bob, 25, no_receipt),
    )
    now = bank.balance("ann"), bank.balance("bob")
    assert now == (60, 140), (
        "ann had 110 and bob 90; 30 and 25 went from ann to bob, and 5 from bob to ann: "
        f"now they should have 60 and 140, not {now[0]} and {now[1]}"
    )
    bank = exercise.Bank({"ann": 100, "Ann": 100})
    treadle.run(
        partial(bank.transfer, "ann", "Ann", 30, no_receipt),
        partial(bank.transfer, "Ann", "ann", 50, no_receipt),
    )
    now = bank.balance("ann"), bank.balance("Ann")
    assert now == (120, 80), (
        "'ann' and 'Ann' are two accounts, with 100 each; 30 went from ann to Ann, and 50 from Ann "
        f"to ann: now they should have 120 and 80, not {now[0]} and {now[1]}"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=150)
def test_a_transfer_to_the_same_account_comes_to_an_end(exercise):
    """A transfer from an account to itself comes to an end, and is one like any other."""
    bank = exercise.Bank({"bob": 100, "ann": 100})
    receipts = []

    def receipt(source_balance, target_balance):
        receipts.append((source_balance, target_balance))

    bank.transfer("ann", "ann", 30, receipt)
    assert receipts == [(100, 100)], (
        "30 went from ann to ann: one receipt of 100 and 100 should have been printed when "
        f"transfer() returns, not {receipts}"
    )
    ann, total = bank.balance("ann"), bank.total()
    assert ann == 100, f"30 went from ann to ann: she should still have 100, not {ann}"
    assert total == 200, f"30 went from ann to ann: the total should still be 200, not {total}"
    refused = False
    try:
        bank.transfer("ann", "ann", 130, receipt)
    except exercise.InsufficientFunds:
        refused = True
    assert refused, "ann has 100, so 130 cannot go from ann to ann: InsufficientFunds is missing"
    assert receipts == [(100, 100)], (
        "30 went from ann to ann, and 130 were refused: no receipt should have been printed but "
        f"the first, of 100 and 100, but they are {receipts}"
    )
    receipts.clear()

    def to_herself():
        try:
            bank.transfer("ann", "ann", 80, receipt)
        except exercise.InsufficientFunds:
            receipts.append("refused")

    treadle.run(to_herself, partial(bank.transfer, "ann", "bob", 50, no_receipt))
    assert receipts in ([(100, 100)], ["refused"]), (
        "ann had 100. At the same time 80 went from ann to ann, and 50 from ann to bob: the first "
        f"should either print 100 and 100 or be refused, but it was {receipts}"
    )
    assert printed_in_turn(exercise, ("ann", "ann"), ("bob", "ann")), (
        "while the receipt of a transfer from ann to ann was being printed, one from bob to ann "
        "was done: what the receipt says is not true any more"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=150)
def test_the_total_never_changes(exercise):
    """total() comes to an end, and nobody sees money on its way."""
    bank = exercise.Bank({"bob": 100, "ann": 100})

    def look():
        total = bank.total()
        assert total == 200, (
            f"during a transfer total() should return 200, as always, but it returned {total}: "
            "it saw one half of the transfer"
        )
        return [bank.balance(name) for name in ("ann", "bob", "ann")]

    _, (ann, bob, ann_again) = treadle.run(
        partial(bank.transfer, "ann", "bob", 30, no_receipt), look
    )
    assert (ann, bob) != (70, 100), (
        "ann and bob had 100 each, and 30 went from ann to bob. balance() told that ann had 70, "
        "and told after that that bob had 100: it saw one half of the transfer"
    )
    assert (bob, ann_again) != (130, 100), (
        "ann and bob had 100 each, and 30 went from ann to bob. balance() told that bob had 130, "
        "and told after that that ann had 100: it saw one half of the transfer"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=200)
def test_a_receipt_is_true_while_it_is_printed(exercise):
    """A receipt is true while it is printed."""
    for next_one in [("bob", "carla"), ("carla", "ann")]:
        assert printed_in_turn(exercise, ("ann", "bob"), next_one), (
            "while the receipt of a transfer from ann to bob was being printed, one from "
            f"{next_one[0]} to {next_one[1]} was done: what the receipt says is not true any more"
        )
    for shared, other in [("bob", "ann"), ("ann", "bob")]:
        assert not printed_amid(exercise, (shared, "carla"), ("ann", "bob"), (other, "dan")), (
            f"a transfer from ann to bob waited for one from {shared} to carla. When it went on, the "
            f"receipt of one from {other} to dan was being printed: it changed {other}, and what "
            "that receipt says is not true any more. Who had to wait looks at both accounts again"
        )
    bank = exercise.Bank({"carla": 100, "bob": 100, "ann": 100})
    done, receipts, untrue = treadle.threading.Event(), [], []

    def receipt(source_balance, target_balance):
        receipts.append((source_balance, target_balance))
        if done.is_set():
            untrue.append((source_balance, target_balance))

    def next_transfer():
        try:
            bank.transfer("bob", "carla", 120, no_receipt)
        except exercise.InsufficientFunds:
            return
        done.set()

    treadle.run(partial(bank.transfer, "ann", "bob", 30, receipt), next_transfer)
    assert receipts == [(70, 130)], (
        "ann and bob had 100 each; 30 went from ann to bob, so that 120 could then go from bob to "
        f"carla. The first receipt should say 70 and 130, but what was printed is {receipts}"
    )
    assert not untrue, (
        "ann and bob had 100 each; 30 went from ann to bob, and then 120 from bob to carla. The "
        "first receipt says 70 and 130, but it was printed only when the second transfer was done: "
        "it is not true any more"
    )
    bank = exercise.Bank({"bob": 100, "ann": 100})
    printing = treadle.threading.Event()

    def show(source_balance, target_balance):
        printing.set()
        treadle.time.sleep(0.02)

    def look():
        printing.wait()
        return bank.balance("ann"), bank.balance("bob"), bank.total()

    _, seen = treadle.run(partial(bank.transfer, "ann", "bob", 30, show), look)
    assert seen == (70, 130, 200), (
        "ann and bob had 100 each, and 30 went from ann to bob. When the receipt was being printed, "
        f"balance() told that ann had {seen[0]} and bob {seen[1]}, and total() told {seen[2]}: what "
        "the receipt says is not true yet"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=100)
def test_other_accounts_do_not_wait(exercise):
    """Transfers with no account in common do not wait for each other."""
    bank = exercise.Bank({"dan": 100, "carla": 100, "eve": 100, "bob": 100, "ann": 100})
    others_done = treadle.threading.Event()
    waited = []

    def long_receipt(source_balance, target_balance):
        waited.append(not others_done.wait(timeout=5))

    def once_more(name):
        treadle.time.sleep(0.01)
        bank.transfer(name, "carla", 10, no_receipt)

    def quick_receipt(source_balance, target_balance):
        treadle.time.sleep(0.02)

    def others():
        treadle.time.sleep(0.02)
        bank.transfer("dan", "eve", 20, quick_receipt)

    def others_once_more():
        treadle.time.sleep(0.03)
        bank.transfer("eve", "dan", 50, no_receipt)
        others_done.set()

    treadle.run(
        partial(bank.transfer, "ann", "bob", 30, long_receipt),
        partial(once_more, "ann"),
        partial(once_more, "bob"),
        others,
        others_once_more,
    )
    assert waited == [False], (
        "while the receipt of ann and bob was being printed, one of two transfers between dan and "
        "eve had to wait for that, although it has nothing to do with their accounts"
    )
