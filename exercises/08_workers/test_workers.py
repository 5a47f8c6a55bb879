"""The checks of exercise 08."""

from functools import partial

import pytest
import treadle


class NoPaper(Exception):
    """What a task raises when the printer is out of paper."""


class Tray:
    """Where tasks put what they have printed."""

    def __init__(self):
        self.sheets = treadle.threading.Semaphore(0)

    def print_at_once(self):
        self.sheets.release()

    def print_slowly(self):
        treadle.time.sleep(0.01)
        self.print_at_once()

    def take(self):
        """Return how many sheets there are, and take them away."""
        count = 0
        while self.sheets.acquire(blocking=False):
            count += 1
        return count


def print_nothing():
    raise NoPaper("the printer is out of paper")


def print_nothing_slowly():
    treadle.time.sleep(0.01)
    print_nothing()


def print_nothing_after(wait_s):
    treadle.time.sleep(wait_s)
    print_nothing()


def printed(sheets):
    """Say how many sheets were printed."""
    return f"{sheets or 'no'} sheet{' was' if sheets < 2 else 's were'} printed"


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=300)
def test_wait_returns_when_all_tasks_are_done(exercise):
    """Each task is done once, and wait() waits for that."""
    office, tray = exercise.Office(1), Tray()
    office.add(tray.print_slowly)
    office.wait()
    sheets = tray.take()
    assert sheets == 1, (
        f"one task was handed in, to print one sheet; when wait() returned, {printed(sheets)}"
    )
    treadle.time.sleep(0.01)
    office.add(tray.print_slowly)
    treadle.time.sleep(0.005)
    office.wait()
    sheets = tray.take()
    assert sheets == 1, (
        "after wait() another task was handed in, to print one sheet, too; "
        f"when wait() returned once more, {printed(sheets)}"
    )
    for _ in range(2):
        treadle.time.sleep(0.001)
        office.add(tray.print_slowly)
    treadle.time.sleep(0.001)
    office.wait()
    sheets = tray.take()
    assert sheets == 2, (
        "the same task, to print one sheet, was handed in twice, which makes two; "
        f"when wait() returned, {printed(sheets)}"
    )
    office.close()
    assert tray.take() == 0, "a task was done once more after wait() had returned"
    assert list(office.failures) == [], f"no task failed, but failures is {office.failures}"


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=12)
def test_any_number_of_tasks_can_be_handed_in(exercise):
    """add() does not wait, however many tasks there are."""
    office, tray = exercise.Office(1), Tray()
    printer_works = treadle.threading.Event()
    office.add(printer_works.wait)
    treadle.time.sleep(0.005)
    for _ in range(101):
        office.add(tray.print_at_once)
    printer_works.set()
    treadle.time.sleep(0.1)
    office.close()
    sheets = tray.take()
    assert sheets == 101, (
        "while the only worker was busy, 101 tasks were handed in, to print one sheet each; "
        f"when close() returned, {printed(sheets)}"
    )
    assert list(office.failures) == [], f"no task failed, but failures is {office.failures}"


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
def test_wait_waits_for_every_worker(exercise):
    """wait() waits for every worker, not only for the task that came last."""
    office, tray = exercise.Office(2), Tray()
    treadle.time.sleep(0.01)
    office.add(tray.print_slowly)
    treadle.time.sleep(0.001)
    office.add(tray.print_at_once)
    treadle.time.sleep(0.001)
    office.wait()
    sheets = tray.take()
    assert sheets == 2, (
        "two workers were handed a task each, to print one sheet: first a slow one, then a quick "
        f"one; when wait() returned, {printed(sheets)}"
    )
    office.close()


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=300)
def test_wait_waits_for_a_task_that_has_just_come(exercise):
    """wait() waits for a task that came while another one was coming to its end."""
    office, tray = exercise.Office(1), Tray()
    treadle.time.sleep(0.01)
    office.add(tray.print_at_once)
    office.add(tray.print_slowly)
    office.wait()
    sheets = tray.take()
    assert sheets == 2, (
        "two tasks were handed in, one right after the other, to print one sheet each; "
        f"when wait() returned, {printed(sheets)}"
    )
    office.close()


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=200)
def test_close_sends_all_workers_home(exercise):
    """close() sends all workers home."""
    before = set(treadle.threading.enumerate())
    office, tray = exercise.Office(3), Tray()
    treadle.time.sleep(0.01)
    office.wait()
    office.add(tray.print_slowly)
    treadle.time.sleep(0.05)
    office.close()
    sheets = tray.take()
    assert sheets == 1, (
        "after wait() a task was handed in, to print a sheet; "
        f"when close() returned, {printed(sheets)}"
    )
    left = set(treadle.threading.enumerate()) - before
    assert not left, f"close() has returned, but {len(left)} of 3 workers are still there"


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=300)
def test_who_waits_is_no_worker(exercise):
    """Only the workers do tasks: who calls wait() or close() does none."""
    office = exercise.Office(1)
    who_waits = treadle.threading.current_thread()
    not_by_the_worker = treadle.threading.Semaphore(0)

    def task():
        if treadle.threading.current_thread() is who_waits:
            not_by_the_worker.release()
        treadle.time.sleep(0.02)

    for name, until_all_is_done in ("wait", office.wait), ("close", office.close):
        for _ in range(2):
            treadle.time.sleep(0.01)
            office.add(task)
        until_all_is_done()
        assert not not_by_the_worker.acquire(blocking=False), (
            "there is one worker, and two tasks were handed in. One of them was done by the thread "
            f"that called {name}(), and not by the worker: so two can be done at the same time"
        )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=300)
def test_as_many_tasks_as_workers_at_the_same_time(exercise):
    """As many tasks as workers are done at the same time."""
    for workers in (2, 1):
        office = exercise.Office(workers)
        desks = treadle.threading.Semaphore(workers)
        meeting = treadle.threading.Barrier(workers)
        problems = []

        def task(desks=desks, meeting=meeting, problems=problems):
            if not desks.acquire(blocking=False):
                problems.append("more")
                return
            try:
                meeting.wait(timeout=5)
                treadle.time.sleep(0.02)
            except treadle.threading.BrokenBarrierError:
                problems.append("fewer")
            desks.release()

        for _ in range(2):
            treadle.time.sleep(0.01)
            office.add(task)
        treadle.time.sleep(0.1)
        office.close()
        assert not problems, (
            f"two tasks were handed in; {workers} worker{'s' * (workers != 1)} should do {workers} "
            f"of them at the same time, but it was {problems[0]} than that"
        )


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_a_task_that_fails_is_done_too(exercise):
    """A task that fails is done, too: wait() returns."""
    office = exercise.Office(1)
    office.add(print_nothing_slowly)
    office.wait()
    failures = [type(error).__name__ for error in office.failures]
    assert failures == ["NoPaper"], (
        f"one task raised NoPaper, so that should be in failures, but it is {failures}"
    )
    office.close()


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=350)
def test_two_failures_are_both_kept(exercise):
    """Of two tasks that fail at the same time, both are in failures."""
    office = exercise.Office(2)
    treadle.time.sleep(0.001)
    for wait_s in (0.02, 0.01):
        treadle.time.sleep(0.01)
        office.add(partial(print_nothing_after, wait_s))
    treadle.time.sleep(0.005)
    office.wait()
    failures = [type(error).__name__ for error in office.failures]
    assert failures == ["NoPaper", "NoPaper"], (
        "two tasks raised NoPaper, each with a worker of its own, so that should be in failures "
        f"twice, but it is {failures}"
    )
    treadle.time.sleep(0.001)
    office.close()


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_a_worker_goes_on_after_a_failure(exercise):
    """After a task that fails, its worker does the next."""
    office, tray = exercise.Office(1), Tray()
    office.add(print_nothing)
    office.add(tray.print_slowly)
    office.close()
    sheets = tray.take()
    assert sheets == 1, (
        "one task raised NoPaper, and the next one was to print a sheet; "
        f"when close() returned, {printed(sheets)}"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
def test_a_task_can_hand_in_another(exercise):
    """A task can hand in another; close() waits for it."""
    office, tray = exercise.Office(1), Tray()

    def hand_in(others):
        def print_and_hand_in():
            treadle.time.sleep(0.01)
            tray.print_at_once()
            for _ in range(others):
                office.add(tray.print_slowly)

        return print_and_hand_in

    office.add(hand_in(1))
    office.wait()
    sheets = tray.take()
    assert sheets == 2, (
        "a task printed a sheet and handed in another one, which printed one, too; "
        f"when wait() returned, {printed(sheets)}"
    )
    office.add(hand_in(3))
    office.close()
    sheets = tray.take()
    assert sheets == 4, (
        "a task printed a sheet and handed in three other tasks, which were to print one each, "
        f"too; when close() returned, {printed(sheets)}, and failures was {office.failures}"
    )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=300)
def test_nobody_goes_home_too_early(exercise):
    """Nobody goes home while a task can still hand in another."""
    office = exercise.Office(2)
    treadle.time.sleep(0.01)
    other_begun, in_time = treadle.threading.Event(), []

    def hand_in():
        treadle.time.sleep(0.01)
        office.add(other_begun.set)
        in_time.append(other_begun.wait(timeout=5))
        treadle.time.sleep(0.01)

    office.add(hand_in)
    treadle.time.sleep(0.001)
    office.add(partial(treadle.time.sleep, 0.005))
    treadle.time.sleep(0.001)
    office.close()
    assert in_time, "a task was handed in, but close() returned before it was done"
    assert in_time == [True], (
        "close() was called while a task was being done, which then handed in another. There were "
        "two workers, and one was free, but the other task was begun only when the first was done"
    )
    office, tray = exercise.Office(1), Tray()
    treadle.time.sleep(0.01)
    office.add(partial(office.add, tray.print_at_once))
    office.add(tray.print_at_once)
    treadle.time.sleep(0.01)
    office.close()
    sheets = tray.take()
    assert sheets == 2, (
        "a task handed in another one, to print a sheet, at the moment when one more was handed in, to "
        f"print one, too; when close() returned, {printed(sheets)}"
    )
