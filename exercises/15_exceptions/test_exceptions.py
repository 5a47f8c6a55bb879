"""The checks of exercise 15."""

from functools import partial

import pytest
import treadle


MANY = 33
"""More jobs than a pool has workers if nobody says how many."""

POOL = ". A pool has as many workers as it is told to have; if it is told nothing, the machine decides"
"""Said if more than one thing was done at a time, but not all."""


class NoPaper(Exception):
    """What a job raises when the printer is out of paper."""


class NoInk(Exception):
    """What a job raises when it has no ink."""


class Hall:
    """Where so many jobs are expected; whoever comes stays until the end."""

    def __init__(self, how_many):
        self.come = [treadle.threading.Event() for _ in range(how_many)]
        self.next = iter(self.come)
        self.over = treadle.threading.Event()
        self.calls = []

    def enter(self):
        self.calls.append("enter")
        next(self.next, self.come[0]).set()
        self.over.wait()

    def wait_for_all(self):
        """Let them go when all are there, or when nobody comes any more; say how many came."""
        all(come.wait(timeout=5) for come in self.come)
        there = sum(come.is_set() for come in self.come)
        self.over.set()
        return there


def raising(error):
    """Return a job that raises the error."""

    def job():
        raise error

    return job


def failed_night(exercise, jobs, *errors):
    """Run a night in which the errors are raised, and return how it failed."""
    try:
        results = exercise.run_night(jobs)
    except exercise.NightFailed as failed:
        return failed
    except Exception as error:
        if error in errors:
            name = type(error).__name__
            raise AssertionError(
                f"a job failed with {name}, so run_night should raise NightFailed; "
                f"it raised {name} itself, which does not tell the other failures and results"
            ) from None
        raise
    names = " and ".join(type(error).__name__ for error in errors)
    raise AssertionError(
        f"{names} was raised in the night, but run_night returned {results}, "
        "as if all had gone well"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_all_results_are_returned(exercise):
    """When no job fails, all results are returned."""
    helper = treadle.threading.Thread(target=raising(NoInk("no ink")), name="helper")
    hook = treadle.threading.excepthook
    treadle.threading.excepthook = lambda lost: lost.thread is helper or hook(lost)

    def count():
        helper.start()
        helper.join()
        return 7

    try:
        results = exercise.run_night({"count": count})
    except exercise.NightFailed as failed:
        raise AssertionError(
            "a thread that the job 'count' had started raised NoInk; the job itself raised nothing "
            f"and returned 7, but run_night raised NightFailed, failures being {failed.failures}"
        ) from None
    finally:
        treadle.threading.excepthook = hook
    assert dict(results) == {"count": 7}, f"the job 'count' returned 7; run_night gave {results}"
    letter = NoPaper("not raised, but returned")
    try:
        results = exercise.run_night({"nothing": lambda: None, "letter": lambda: letter})
    except exercise.NightFailed as failed:
        raise AssertionError(
            "the job 'letter' returned an exception, without raising it, and 'nothing' returned None: "
            f"no job failed, but run_night raised NightFailed, failures being {failed.failures}"
        ) from None
    assert list(results.items()) == [("nothing", None), ("letter", letter)], (
        "the job 'nothing' returned None, and 'letter' an exception, without raising it; "
        f"run_night should return both, in this order, not {results}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=12)
def test_all_jobs_are_done_at_the_same_time(exercise):
    """All jobs are done at the same time."""
    for many in 2, MANY:
        hall = Hall(many)
        jobs = {f"job {number}": hall.enter for number in range(many)}
        _, together = treadle.run(partial(exercise.run_night, jobs), hall.wait_for_all)
        called = len(hall.calls)
        assert called == many, (
            f"a night had {many} jobs, all with the same function under names of their own; "
            f"it should be called once for each name, but it was called {called} time{'s' * (called != 1)}"
        )
        assert together == many, (
            "all jobs should be done at the same time, "
            f"but only {together} of {many} could be done while the others had to wait"
            + (POOL if together > 1 else "")
        )


@pytest.mark.points(25)
@treadle.explore(schedules=300)
def test_a_failure_is_told_with_its_exception(exercise):
    """A failure is told to the caller, with the exception that was raised."""
    for raised in NoPaper("the printer is out of paper"), StopIteration("nothing is next"):
        name = type(raised).__name__
        failed = failed_night(exercise, {"print": raising(raised)}, raised)
        assert list(failed.failures) == ["print"], (
            f"the job 'print' raised {name}, but failures is {failed.failures}"
        )
        error = failed.failures["print"]
        assert error is raised, (
            f"the job 'print' raised {name}; failures should have that exception itself, not {error!r}"
        )


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_every_failure_is_told(exercise):
    """Every failure is told, not only one of them."""
    no_paper, no_ink = NoPaper("no paper"), NoInk("no ink")
    jobs = {"sign": raising(no_ink), "print": raising(no_paper)}
    failed = failed_night(exercise, jobs, no_paper, no_ink)
    assert list(failed.failures.items()) == [("sign", no_ink), ("print", no_paper)], (
        "'sign' raised NoInk and 'print' raised NoPaper; failures should have both, in the order "
        f"of the jobs, but it is {failed.failures}"
    )
    assert dict(failed.results) == {}, f"both jobs failed, but results is {failed.results}"


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_the_other_jobs_are_finished(exercise):
    """When a job fails, the others are finished, and their results kept."""
    no_paper = NoPaper("the printer is out of paper")
    finished = treadle.threading.Event()

    def count():
        treadle.time.sleep(0.02)
        finished.set()
        return 7

    jobs = {"print": raising(no_paper), "quick": lambda: 3, "count": count}
    failed = failed_night(exercise, jobs, no_paper)
    assert finished.is_set(), (
        "'print' failed while 'count' was still at work, and run_night raised NightFailed "
        "before 'count' was finished"
    )
    assert list(failed.results.items()) == [("quick", 3), ("count", 7)], (
        "'print' failed, 'quick' returned 3 and 'count' 7, so results should be "
        f"{{'quick': 3, 'count': 7}}, but it is {failed.results}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_the_next_night_is_a_new_one(exercise):
    """After a night that failed, the next one is a new one."""
    before = set(treadle.threading.enumerate())
    no_paper = NoPaper("the printer is out of paper")
    failed_night(exercise, {"print": raising(no_paper)}, no_paper)
    left = set(treadle.threading.enumerate()) - before
    assert not left, "run_night has raised NightFailed, but a thread of it is still there"
    for name, result in ("print", 7), ("sign", 0):
        try:
            results = exercise.run_night({name: lambda result=result: result})
        except exercise.NightFailed as error:
            raise AssertionError(
                f"after a night that failed, there was one with one job, {name!r}, which "
                f"returned {result}, but run_night raised NightFailed with the failures {error.failures}"
            ) from error
        assert dict(results) == {name: result}, (
            f"after a night that failed, there was another with one job, {name!r}, which returned "
            f"{result}, but run_night returned {results}"
        )
