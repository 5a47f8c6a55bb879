"""The checks of exercise 13."""

import math
import threading

import pytest

import treadle


class Bell:
    """Rings when somebody is reminded, and keeps the times at which it began to."""

    def __init__(self, lasts=0):
        self.lasts = lasts
        self.hung_up = treadle.time.monotonic()
        self.times = []
        self.began = treadle.threading.Semaphore(0)
        self.ended = treadle.threading.Semaphore(0)

    def ring(self):
        self.times.append(treadle.time.monotonic() - self.hung_up)
        assert len(self.times) < 300, (
            "the bell has rung 300 times, and still start() or stop() has not returned"
        )
        self.began.release()
        if self.lasts:
            treadle.time.sleep(self.lasts)
        self.ended.release()

    def hear(self, rings, wait_s=5):
        """Wait until it has begun to ring so many times."""
        for number in range(1, rings + 1):
            assert self.began.acquire(timeout=wait_s), (
                f"a reminder should come again and again until it is stopped; number {number} "
                f"had not come after {wait_s} seconds"
            )


def is_in_time(time, due):
    """Whether it is, give or take 10 ms; on real threads (`--trials`) nobody knows how late it may be."""
    late = math.inf if treadle.threading is threading else 0.010001  # to add up is not exact
    return due - 0.010001 < time < due + late


def count(semaphore):
    """Return how often the semaphore has been released, and take it all."""
    number = 0
    while semaphore.acquire(blocking=False):
        number += 1
    return number


@pytest.mark.points(30)
@treadle.explore(clock="exact", schedules=300)
def test_it_reminds_again_and_again(exercise):
    """It reminds again and again, each time when the time is up."""
    bell = Bell()
    reminder = exercise.Reminder(0.05, bell.ring)
    reminder.start()
    bell.hear(3)
    for number, time in enumerate(bell.times[:3], 1):
        assert is_in_time(time, 0.05 * number), (
            "reminders every 50 ms should come 50, 100 and 150 ms after start(), "
            f"but number {number} came after {time * 1000:.0f} ms"
        )
    reminder.stop()


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=300)
def test_a_call_that_takes_a_while_delays_nothing(exercise):
    """A call that takes a while does not delay those that come after it."""
    bell = Bell(lasts=0.08)
    reminder = exercise.Reminder(0.095, bell.ring)
    reminder.start()
    bell.hear(5)
    assert is_in_time(bell.times[4], 0.475), (
        "reminders every 95 ms, which take 80 ms each: number 5 should come 475 ms after start(), "
        f"but it came after {bell.times[4] * 1000:.0f} ms"
    )
    reminder.stop()


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
def test_stopped_before_the_first_call(exercise):
    """Stopped before the first call, it never calls, and stop() does not wait for the time."""
    before = set(treadle.threading.enumerate())
    bell = Bell()
    reminder = exercise.Reminder(60, bell.ring)
    reminder.start()
    reminder.stop()
    took = treadle.time.monotonic() - bell.hung_up
    at_once_s = 30 if treadle.threading is threading else 1
    assert took < at_once_s, (
        "a reminder for every minute was started, and stopped at once; "
        f"stop() came back after {took:.0f} s"
    )
    assert not bell.times, "a reminder was stopped before its time was up, and it came all the same"
    left = set(treadle.threading.enumerate()) - before
    assert not left, "stop() has returned, but a thread of the reminder is still there"


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=300)
def test_stop_during_a_call_waits_for_it(exercise):
    """Stopped during a call, it waits for its end, and no other call comes."""
    before = set(treadle.threading.enumerate())
    lasts, every = (0.03, 0.05) if treadle.threading is threading else (11, 12)
    bell = Bell(lasts)
    reminder = exercise.Reminder(every, bell.ring)
    reminder.start()
    bell.hear(1, wait_s=20)
    treadle.time.sleep(0.01)
    reminder.stop()
    waited = treadle.time.monotonic() - bell.hung_up - every - 0.01
    began, ended = 1 + count(bell.began), count(bell.ended)
    assert began == ended, (
        f"stop() returned while a reminder was under way: that took {lasts} s, and stop() waited "
        f"for it for {max(0, waited):.2g} s"
    )
    left = set(treadle.threading.enumerate()) - before
    treadle.time.sleep(2 * every)
    assert not count(bell.began), "stop() had returned, and another reminder came after that"
    assert not left, "stop() has returned, but a thread of the reminder is still there"


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
def test_stop_at_the_moment_of_a_call(exercise):
    """Stopped at the very moment of a call, it does not call again."""
    before = set(treadle.threading.enumerate())
    bell = Bell()
    reminder = exercise.Reminder(0.02, bell.ring)
    reminder.start()
    treadle.time.sleep(0.02)
    reminder.stop()
    came = count(bell.began)
    left = set(treadle.threading.enumerate()) - before
    treadle.time.sleep(0.05)
    more = count(bell.began)
    assert not more, (
        f"reminded {came} time{'s' * (came != 1)}, stopped at the very moment of a call: "
        "stop() had returned, "
        f"and {more} more came after that"
    )
    assert not left, "stop() has returned, but a thread of the reminder is still there"
