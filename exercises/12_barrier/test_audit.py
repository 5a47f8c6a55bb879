"""The checks of exercise 12."""

from functools import partial

import pytest
import treadle


MANY = 33
"""More desks than a pool has workers if nobody says how many."""


MISTAKES = (AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)
"""Raised by accident: they are told with their line, unless they were raised from another one."""


class DrawerIsStuck(Exception):
    """What a desk can raise."""


class Log:
    """Who has done what: an event for each task of each desk and day."""

    def __init__(self, desks, days):
        self.desks = range(desks)
        self.done = {
            (task, day, desk): treadle.threading.Event()
            for task in ("count", "compare")
            for day in range(1, days + 1)
            for desk in self.desks
        }

    def note(self, task, day, desk):
        self.done[task, day, desk].set()

    def all_did(self, task, day):
        return all(self.done[task, day, desk].is_set() for desk in self.desks)

    def anybody_did(self, task, day):
        return any(self.done[task, day, desk].is_set() for desk in self.desks)


class Desk:
    """A desk that does what it is told to do, task by task."""

    def __init__(self, count, compare):
        self.count = count
        self.compare = compare


class Hall:
    """Where so many desks are expected; when all are there, their drawers are stuck, one by one."""

    def __init__(self, how_many):
        self.come = [treadle.threading.Event() for _ in range(how_many)]
        self.next = iter(self.come)
        self.over = treadle.threading.Event()

    def enter(self, stuck, day):
        next(self.next, self.come[0]).set()
        self.over.wait()
        stuck(day)

    def wait_for_all(self):
        """Let them go when all are there, or when nobody comes any more; say how many came."""
        all(come.wait(timeout=5) for come in self.come)
        there = sum(come.is_set() for come in self.come)
        self.over.set()
        return there


def do_nothing(day):
    """Count, or compare, and say nothing of it."""


def count_slowly(day):
    """Count, and be at it still when a drawer that is stuck has been found out."""
    treadle.time.sleep(0.01)


class Stuck:
    """A task that cannot be done, for the drawer is stuck; it takes a while to find that out."""

    def __init__(self, seconds=0):
        self.seconds = seconds
        self.error = DrawerIsStuck("the drawer is stuck")

    def __call__(self, day):
        if self.seconds:
            treadle.time.sleep(self.seconds)
        raise self.error


def how_it_ends(exercise, desks, *stuck, days=2):
    """Hold an audit in which drawers are stuck; return how it ends."""
    try:
        exercise.audit(desks, days)
    except Exception as error:
        if any(error is task.error for task in stuck):
            return "well"
        if isinstance(error, MISTAKES) and error.__cause__ is None:
            raise
        other = "another " if isinstance(error, DrawerIsStuck) else ""
        return f"{other}{type(error).__name__}: {error}".removesuffix(": ")
    return "nothing, as if all had been well"


def end_and_left(exercise, desks, stuck):
    """Hold an audit in which a drawer is stuck; return how it ends, and how many threads are left."""
    before = set(treadle.threading.enumerate())
    end = how_it_ends(exercise, desks, stuck)
    return end, len(set(treadle.threading.enumerate()) - before)


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_a_desk_counts_and_compares_every_day(exercise):
    """A desk counts and compares every day, in this order."""
    done = []
    desk = Desk(lambda day: done.append(f"count {day}"), lambda day: done.append(f"compare {day}"))
    exercise.audit([desk], 3)
    expected = [f"{task} {day}" for day in (1, 2, 3) for task in ("count", "compare")]
    assert done == expected, (
        f"in an audit of three days, a desk alone should do {expected}, but it did {done}"
    )


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_nobody_compares_before_all_have_counted(exercise):
    """Nobody compares before all have counted."""
    log = Log(desks=2, days=1)
    too_early = []

    def desk(number):
        def count(day):
            treadle.time.sleep(0.01)
            log.note("count", day, number)

        def compare(day):
            if not log.all_did("count", day):
                too_early.append(number)
            treadle.time.sleep(0.01)
            log.note("compare", day, number)

        return Desk(count, compare)

    exercise.audit([desk(0), desk(1)], 1)
    assert not too_early, "of two desks, one began to compare when the other had not counted yet"
    assert log.all_did("compare", 1), "the audit is over, and of two desks one has not compared yet"


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_nobody_goes_on_before_all_have_compared(exercise):
    """Nobody counts for the next day before all have compared."""
    log = Log(desks=2, days=2)
    too_early = []

    def desk(number):
        def count(day):
            if day == 2 and not log.all_did("compare", 1):
                too_early.append("count for day 2 when the other had not compared for day 1")
            if day == 2:
                log.note("count", 2, number)

        def compare(day):
            if day == 1:
                log.note("compare", 1, number)
            elif not log.all_did("count", 2):
                too_early.append("compare for day 2 when the other had not counted")

        return Desk(count, compare)

    exercise.audit([desk(0), desk(1)], 2)
    assert not too_early, f"of two desks, one began to {too_early[0]} yet"


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
def test_desks_work_at_the_same_time(exercise):
    """All desks count at the same time, and compare at the same time."""
    both = treadle.threading.Barrier(2)
    alone = []

    def compare(day):
        try:
            both.wait(timeout=5)
        except treadle.threading.BrokenBarrierError:
            alone.append(day)

    exercise.audit([Desk(do_nothing, compare), Desk(do_nothing, compare)], 1)
    assert not alone, (
        "two desks should compare at the same time, but one waited until the other had done it"
    )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=1)  # where too few can count, they do in every order
def test_many_desks_count_at_the_same_time(exercise):
    """All desks count at the same time, however many there are."""
    halls = {"count": Hall(MANY), "compare": Hall(MANY)}
    tasks = [partial(hall.enter, do_nothing) for hall in halls.values()]
    desks = [Desk(*tasks) for _ in range(MANY)]

    def wait_for_all():
        return {task: hall.wait_for_all() for task, hall in halls.items()}

    _, together = treadle.run(partial(exercise.audit, desks, 1), wait_for_all)
    for task, number in together.items():
        assert number == MANY, (
            f"all {MANY} desks should {task} at the same time, but only {number} of them did, and "
            "the others did not begin before these had ended"
        )


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=20)
def test_who_cannot_count_keeps_nobody_waiting(exercise):
    """Who cannot count keeps nobody waiting, and nobody compares."""
    log = Log(desks=2, days=2)

    def compare(day):
        log.note("compare", day, 0)

    stuck = Stuck()
    for desks in (
        [Desk(do_nothing, compare), Desk(stuck, compare)],
        [Desk(stuck, compare), Desk(count_slowly, compare)],
    ):
        end, left = end_and_left(exercise, desks, stuck)
        assert end == "well", (
            f"a desk raised DrawerIsStuck; that should reach the caller of audit(), but it was {end}"
        )
        assert not left, (
            f"audit() was over, but {left} of its threads {'was' if left == 1 else 'were'} not"
        )
        assert not log.anybody_did("compare", 1), (
            "a desk could not count, and still somebody began to compare"
        )

    hall = Hall(MANY)
    tasks = [Stuck(0.01 * number) for number in range(MANY)]
    desks = [Desk(partial(hall.enter, task), do_nothing) for task in tasks]
    end, _ = treadle.run(partial(how_it_ends, exercise, desks, *tasks), hall.wait_for_all)
    assert end == "well", (
        f"{MANY} desks raised DrawerIsStuck, one after the other; one of these exceptions should "
        f"reach the caller of audit(), but it was {end}"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=500)
def test_who_cannot_compare_keeps_nobody_waiting(exercise):
    """Who cannot compare keeps nobody waiting, and there is no next day."""
    log = Log(desks=2, days=2)

    def count(day):
        log.note("count", day, 0)

    stuck = Stuck()
    end, left = end_and_left(exercise, [Desk(count, stuck), Desk(do_nothing, do_nothing)], stuck)
    assert end == "well", (
        f"a desk raised DrawerIsStuck; that should reach the caller of audit(), but it was {end}"
    )
    assert not left, (
        f"audit() was over, but {left} of its threads {'was' if left == 1 else 'were'} not"
    )
    assert not log.anybody_did("count", 2), (
        "a desk could not compare on day 1, and still somebody began to count for day 2"
    )
    end = how_it_ends(exercise, [Desk(do_nothing, stuck)], stuck, days=1)
    assert end == "well", (
        "in an audit of one day, a desk raised DrawerIsStuck when it compared, which is the last that "
        f"there is to do; that should reach the caller of audit(), but it was {end}"
    )
