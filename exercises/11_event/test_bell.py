"""The checks of exercise 11."""

import time
from functools import partial

import pytest
import treadle


def ringing(bell, rung):
    """Return a function that rings the bell after a while, and says so in *rung* first."""

    def ring():
        treadle.time.sleep(0.01)
        rung.release()
        bell.ring()

    return ring


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_who_comes_late_does_not_wait(exercise):
    """Who comes late does not wait any more."""
    bell = exercise.Bell()
    bell.ring()
    bell.wait(1)
    bell.ring()
    bell.wait(2)
    bell.wait(1)
    for _ in range(1000):  # years
        bell.ring()
    bell.wait(1002)


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_nobody_starts_before_the_bell(exercise):
    """Nobody starts before the bell has rung."""
    other, bell = exercise.Bell(), exercise.Bell()
    rung = treadle.threading.Semaphore(0)
    others = []

    def teller():
        bell.wait(1)
        return rung.acquire(blocking=False), len(others)

    def ring():
        others.append(other)
        other.ring()
        ringing(bell, rung)()

    (in_time, others_rung), _ = treadle.run(teller, ring)
    assert in_time or others_rung, "the bell had not rung yet, but wait(1) returned"
    assert in_time, "another Bell had rung, not this one, but wait(1) of this one returned"


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_nobody_misses_the_bell(exercise):
    """Nobody misses the bell, who waits for it or is about to."""
    bell = exercise.Bell()
    treadle.run(partial(bell.wait, 1), partial(bell.wait, 1), bell.ring)


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_who_waits_for_tomorrow_sleeps_on_today(exercise):
    """Who waits for tomorrow does not start today."""
    bell = exercise.Bell()
    rung = treadle.threading.Semaphore(0)

    def teller():
        bell.wait(2)
        return sum(rung.acquire(blocking=False) for _ in range(2))

    def two_days():
        ringing(bell, rung)()
        ringing(bell, rung)()

    times, _ = treadle.run(teller, two_days)
    assert times == 2, (
        f"the bell had rung {'once' if times else 'not at all'}, but wait(2) returned"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=900)
def test_some_wait_for_today_and_some_for_tomorrow(exercise):
    """Who waits for today starts today, also beside one who waits for tomorrow."""
    bell = exercise.Bell()
    at_work = treadle.threading.Semaphore(0)

    def today():
        bell.wait(1)
        at_work.release()

    def two_days():
        bell.ring()
        at_work.acquire()  # the day lasts until the one who waits for it has started
        bell.ring()

    treadle.run(today, partial(bell.wait, 2), two_days)


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_the_bell_rings_every_day(exercise):
    """The bell rings every day, also for those who are still at work."""
    bell = exercise.Bell()

    def teller():
        bell.wait(1)
        bell.wait(2)

    def two_days():
        bell.ring()
        bell.ring()

    treadle.run(teller, two_days)
    bell = exercise.Bell()

    def twelve_days():
        for _ in range(12):
            bell.ring()

    treadle.run(partial(bell.wait, 1), twelve_days)


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
def test_who_waits_starts_at_once(exercise):
    """Who waits starts at the moment when the bell rings."""
    # On the exact clock only a sleep takes time. On real threads nobody knows what does.
    moment_s = 30 if treadle.time is time else 1e-6
    for after_s in 0.0123, 0:
        bell = exercise.Bell()
        at_work = treadle.threading.Semaphore(0)

        def teller(bell=bell, at_work=at_work):
            bell.wait(1)
            at_work.release()

        def ring(bell=bell, at_work=at_work, after_s=after_s):
            treadle.time.sleep(after_s)
            bell.ring()
            return [at_work.acquire(timeout=moment_s) for _ in range(2)]

        at_once, *_ = treadle.run(ring, teller, teller)
        assert all(at_once), (
            "two tellers waited, and when the bell rang they did not start at that moment, "
            "but some time later"
            if after_s
            else "a teller came just as the bell rang, and did not start at that moment, but some "
            "time later: the bell was missed"
        )
