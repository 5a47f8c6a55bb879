"""The checks of exercise 17."""

import contextlib
import threading
import time

import pytest
import treadle

MANY = 33
"""More workers than a pool has if nobody says how many, on most machines."""


class NoKey(OSError):
    """What count() raises in an office whose safe does not open."""


class Branch:
    """An office that takes `hours` hundredths of a second to count."""

    def __init__(self, coins, parts=(), hours=1, rules=None):
        self.money, self.parts, self.hours, self.rules = coins, parts, hours, rules
        self.counts = treadle.threading.Semaphore(0)

    def count(self):
        self.counts.release()
        if self.rules is not None:
            self.rules.enter()
        treadle.time.sleep(self.hours / 100)
        if self.rules is not None:
            self.rules.leave()
        if self.money is None:
            raise NoKey("the safe does not open")
        return self.money

    def times(self):
        """Return how often this office was counted."""
        times = 0
        while self.counts.acquire(blocking=False):
            times += 1
        return times


class Twin(Branch):
    """An office that is equal to others, and has no hash."""

    def __eq__(self, other):
        return isinstance(other, Twin)


class AtMost:
    """A rule: so many offices are counted at the same time, and no more."""

    def __init__(self, workers):
        self.places = treadle.threading.Semaphore(workers)
        self.broken = treadle.threading.Event()
        self.counting, self.by = [], ""

    def enter(self):
        self.counting.append(treadle.threading.current_thread().name)
        if not self.places.acquire(blocking=False) and not self.by:
            *others, last = self.counting
            pools = len({name.rpartition("_")[0] for name in self.counting})
            of = f": threads of {pools} pools" if pools > 1 and "Pool" in last else ""
            self.by = f", by {', '.join(others)} and {last}{of}"
            self.broken.set()

    def leave(self):
        self.counting.remove(treadle.threading.current_thread().name)
        self.places.release()


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=300)
def test_one_office_alone(exercise):
    """An office without parts is counted, once."""
    office = Branch(7)
    found = exercise.total(office, 1)
    assert found == 7, f"an office without parts holds 7; total() should be 7, not {found}"
    times = office.times()
    assert times == 1, f"the office should be counted once, not {times} times"


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
def test_one_worker_is_enough(exercise):
    """One worker is enough for an office with a part."""
    rule = AtMost(1)
    part = Branch(20, [Twin(100, [Twin(500, rules=rule)], rules=rule)], rules=rule)
    office = Branch(3, [part], hours=2, rules=rule)
    found = exercise.total(office, 1)
    equal = " (the last two are equal, ==, and yet they are two offices)"
    assert found == 623, (
        "an office holds 3, its part 20, the part of that 100, and the part of that 500; "
        f"total() should be 623, not {found}{equal if found in (123, 523) else ''}"
    )
    assert not rule.broken.is_set(), (
        f"with one worker, two offices were counted at the same time{rule.by}"
    )
    times = office.times(), part.times()
    assert times == (1, 1), (
        "each office should be counted once, but count() of the office was called "
        f"{times[0]} times, and that of its part {times[1]} times"
    )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=1)  # who sits and waits does so in every order
def test_any_number_of_offices(exercise):
    """It comes to an end however many offices there are."""
    towns = [Branch(20, [Branch(1, hours=0)], hours=0) for _ in range(150)]
    found = exercise.total(Branch(3, towns, hours=0), 1)
    assert found == 3 + 150 * 21, (
        "a bank holds 3, each of its 150 towns 20, and the village of each town 1; "
        f"total() should be {3 + 150 * 21}, not {found}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=1800)
def test_two_workers_are_enough_for_a_chain(exercise):
    """Two workers are enough for an office, its part, and the part of that."""
    rule = AtMost(2)
    village = Branch(500, hours=4, rules=rule)
    town = Branch(20, [village], hours=2, rules=rule)
    bank = Branch(3, [town], rules=rule)
    found = exercise.total(bank, 2)
    assert found == 523, (
        "the bank holds 3, the town that belongs to it 20, the village that belongs to the town 500; "
        f"total() should be 523, not {found}"
    )
    assert not rule.broken.is_set(), (
        f"with two workers, three offices were counted at the same time{rule.by}"
    )


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=1600)
def test_all_workers_count_at_the_same_time(exercise):
    """All workers count at the same time, also an office and its part."""
    began = [treadle.threading.Event() for _ in range(3)]
    alone = treadle.threading.Event()
    while_counting = []

    class Waiting(Branch):
        def count(self):
            began[self.hours].set()
            if not began[min(self.hours + 1, 2)].wait(timeout=5):
                while_counting.append(("the office itself", "its first part")[self.hours])
                alone.set()
            treadle.time.sleep(self.hours / 100)
            return self.money

    exercise.total(Waiting(3, [Waiting(20, hours=1), Waiting(500, hours=2)], hours=0), 2)
    assert not alone.is_set(), (
        "there were two workers, an office and two parts of it to be counted; but while one worker "
        f"counted {while_counting[0]}, the other one did not begin "
        f"{'its first' if while_counting[0] == 'the office itself' else 'the second'} part: it waited, "
        "or had ended, or that part was not there to be begun yet"
    )


@pytest.mark.points(10)
def test_as_many_workers_as_asked(exercise):
    """As many workers count as were asked for, however many that is."""
    begun, lock, given_up = [], threading.Lock(), threading.Event()

    class Waiting(Branch):
        def count(self):
            with lock:
                begun.append(self)
            for _ in range(800):  # looks, not seconds: on a slow machine it waits longer
                if len(begun) >= MANY or given_up.is_set():
                    return self.money
                time.sleep(0.005)
            given_up.set()
            return self.money

    found = exercise.total(Waiting(1, [Waiting(1) for _ in range(MANY - 1)]), MANY)
    assert found == MANY, f"each of {MANY} offices holds 1; total() should be {MANY}, not {found}"
    assert not given_up.is_set(), (
        f"with {MANY} workers, {MANY} offices should be counted at the same time, but while some were "
        "being counted, the others were not begun"
    )
    keeps_others_waiting(exercise)


def keeps_others_waiting(exercise):
    """Have many offices counted by two workers; fail if one that takes long keeps others waiting."""
    left = []

    class Long(Branch):
        def count(self):
            for _ in range(800):
                if all(part.begun for part in self.parts):
                    break
                time.sleep(0.005)
            left.extend(part for part in self.parts if not part.begun)
            return self.money

    class Short(Branch):
        begun = False

        def count(self):
            self.begun = True
            return self.money

    exercise.total(Long(1, [Short(1) for _ in range(MANY - 1)]), 2)
    assert not left, (
        f"there were two workers, an office that took long, and {MANY - 1} parts of it; while one "
        "worker counted the office, the other one should have counted all parts, but did not begin "
        f"{len(left)} of them"
    )


@contextlib.contextmanager
def told_if_it_is_another():
    """Have an exception that a NoKey was made on the way say so."""
    try:
        yield
    except Exception as error:
        if isinstance(error.__cause__ or error.__context__, NoKey):
            error.args = (f"{error} (count() raised NoKey, so total() should raise that one)",)
        raise


def fails_with_a_part(exercise, so_many, workers, office):
    """Have an office counted that cannot be, and has a part; say so if it is not told."""
    with contextlib.suppress(NoKey), told_if_it_is_another():
        found = exercise.total(office, workers)
        raise AssertionError(
            f"{so_many}, an office and a part of it, and count() of the office raised NoKey; "
            f"total() should raise it, too, but it returned {found}"
        )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=900)
def test_a_failure_comes_out(exercise):
    """If an office cannot be counted, total() says so."""
    raised, part = None, Branch(None)
    try:
        with told_if_it_is_another():
            found = exercise.total(Branch(3, [part], hours=2), 2)
    except NoKey as error:
        raised = error
    assert raised is not None, (
        f"count() of a part raised NoKey; total() should raise it, too, but it returned {found}"
    )
    times = part.times()
    assert times == 1, (
        f"count() of a part raised NoKey; it should be called once, not {times} times"
    )
    fails_with_a_part(exercise, "one worker", 1, Branch(None, [Branch(20)], hours=2))


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=900)
def test_a_failure_keeps_nobody_waiting(exercise):
    """It comes to an end also if an office fails while its part is about to be counted."""
    fails_with_a_part(exercise, "two workers", 2, Branch(None, [Branch(20)], hours=0))


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=400)
def test_nobody_stays(exercise):
    """When total() has returned, or raised, no worker is left."""
    before = set(treadle.threading.enumerate())
    exercise.total(Branch(3, [Branch(20)], hours=2), 2)
    left = len(set(treadle.threading.enumerate()) - before)
    assert left == 0, f"total() has returned, but {are_there(left)}"
    with contextlib.suppress(NoKey), told_if_it_is_another():
        exercise.total(Branch(None), 1)
    left = len(set(treadle.threading.enumerate()) - before)
    assert left == 0, f"count() raised NoKey, and total() is over, but {are_there(left)}"


def are_there(left):
    """Say how many threads are left."""
    return f"{left} of its threads {'is' if left == 1 else 'are'} still there"
