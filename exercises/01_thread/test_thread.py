"""The checks of exercise 01."""

from functools import partial

import pytest
import treadle


MANY = 101
"""More than a pool has workers if nobody says how many, or says what looks like enough."""

POOL = ". A pool has as many workers as it is told to have; if it is told nothing, the machine decides"
"""Said if more than one thing was done at a time, but not all."""


def slow_till(*notes):
    """A till whose notes take their time."""
    for note in notes:
        treadle.time.sleep(0.01)
        yield note


class Hall:
    """Where so many threads are expected; whoever comes stays until the end."""

    def __init__(self, how_many):
        self.come = [treadle.threading.Event() for _ in range(how_many)]
        self.next = iter(self.come)
        self.over = treadle.threading.Event()

    def enter(self):
        next(self.next, self.come[0]).set()
        self.over.wait()

    def wait_for_all(self):
        """Let them go when all are there, or when nobody comes any more; say how many came."""
        all(come.wait(timeout=5) for come in self.come)
        there = sum(come.is_set() for come in self.come)
        self.over.set()
        return there


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=100)
def test_a_teller_counts_in_a_thread_of_its_own(exercise):
    """A teller counts in a thread of its own."""
    begun, go_on = treadle.threading.Event(), treadle.threading.Event()
    in_time = []

    def till():
        begun.set()
        yield 50
        in_time.append(go_on.wait(timeout=5))
        yield 20

    teller = exercise.Teller(till())
    assert not begun.is_set(), "the teller was only made, not started, and it counts already"
    teller.start()
    go_on.set()
    teller.join()
    assert in_time, "start() and join() were called, but the teller has not counted its till"
    assert in_time == [True], (
        "start() should return while the teller counts, but it returned only after that"
    )
    assert teller.total == 70, (
        f"the till held 50 and 20, so total should be 70, but it is {teller.total!r}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_every_till_has_its_total(exercise):
    """The totals come in the order of the tills."""
    for tills, expected in [([[50, 20], [10]], [70, 10]), ([[]], [0]), ([], [])]:
        totals = exercise.count(tills)
        assert totals == expected, f"count({tills}) should return {expected}, not {totals!r}"


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=10)
def test_tills_are_counted_at_the_same_time(exercise):
    """All tills are counted at the same time."""
    for many in 2, MANY:
        hall = Hall(many)

        def till(number, hall=hall):
            hall.enter()
            yield 5 * number

        tills = [till(number) for number in range(many)]
        totals, together = treadle.run(partial(exercise.count, tills), hall.wait_for_all)
        assert together == many, (
            "the tellers do not count at the same time: "
            f"of {many} tills {together} could be counted while the others had to wait"
            + (POOL if together > 1 else "")
        )
        assert isinstance(totals, list) and len(totals) == many, (
            f"{many} tills were counted, but count() did not return {many} totals: {totals!r}"
        )


@pytest.mark.points(20)
@treadle.explore(schedules=100)
def test_totals_are_not_read_too_early(exercise):
    """count() waits until every till is counted."""
    totals = exercise.count([slow_till(50, 20), slow_till(10)])
    assert totals == [70, 10], (
        f"the tills held 70 and 10, but count() returned {totals!r}: "
        "it did not wait until each teller was done, or mixed up who is who"
    )


@pytest.mark.points(20)
@treadle.explore(schedules=100)
def test_every_branch_is_told_once(exercise):
    """Every branch is told, and told once."""
    for branches in (["north", "south"], ["harbour"], []):
        told = []

        def inform_no_branches(told=told):
            exercise.inform([], told.append)

        if branches:
            exercise.inform(branches, told.append)
        else:
            treadle.run(inform_no_branches)
        assert sorted(told) == sorted(branches), (
            f"inform({branches}, tell) should call tell once for each branch, but it was called "
            f"for {told}"
        )


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_inform_waits_for_every_messenger(exercise):
    """inform() waits until every branch is told."""
    told = treadle.threading.Semaphore(0)

    def tell(branch):
        treadle.time.sleep(0.01)
        told.release()

    def inform():
        exercise.inform(["north", "south", "harbour"], tell)
        return sum(told.acquire(blocking=False) for _ in range(3))

    def say_good_night():
        """End while the branches are told, as others in a bank do at that time of the day."""
        treadle.time.sleep(0.01)

    by_then, _ = treadle.run(inform, say_good_night)
    assert by_then == 3, (
        f"inform() has returned, but only {by_then} of 3 branches were told by then"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=10)
def test_branches_are_told_at_the_same_time(exercise):
    """All branches are told at the same time."""
    for many in 2, MANY:
        hall = Hall(many)
        branches = [f"branch {number}" for number in range(many)]

        def tell(branch, hall=hall):
            hall.enter()

        _, together = treadle.run(partial(exercise.inform, branches, tell), hall.wait_for_all)
        assert together == many, (
            "the messengers do not run at the same time: "
            f"of {many} branches {together} could be told while the others had to wait"
            + (POOL if together > 1 else "")
        )
