"""The checks of exercise 10."""

from functools import partial

import pytest
import treadle


MISTAKES = (AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)
"""Raised by accident: they are told with their line, unless they were raised from another one."""


class NoRateToday(Exception):
    """What a question to the central bank can end with."""


class BranchCloses(BaseException):
    """What it can end with, too: as KeyboardInterrupt, it is no Exception."""


def what_reaches_the_caller(pool, ask):
    """Call query(), and return the exception that comes out of it, if any does."""
    try:
        pool.query(ask)
    except (Exception, BranchCloses) as error:
        if isinstance(error, MISTAKES) and error.__cause__ is None:
            raise
        return error
    return None


def is_refused(pool, connection):
    """Give the connection back; whether the pool has refused it."""
    try:
        pool.give_back(connection)
    except ValueError:
        return True
    return False


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_everybody_has_another_connection(exercise):
    """Who takes a connection has it alone, until it is given back."""
    pool = exercise.Pool(["line 1", "line 2"])
    taken = [pool.take(), pool.take()]
    assert sorted(taken) == ["line 1", "line 2"], (
        f"the pool has 'line 1' and 'line 2', and nobody gave one back; taken were {taken}"
    )
    (refused,) = treadle.run(partial(is_refused, pool, "line 1"))
    assert not refused, (
        "'line 1' was taken by one thread and given back by another one, as any thread may do, but "
        "give_back() raised ValueError"
    )
    again = pool.take()
    assert again == "line 1", f"'line 1' was given back, and then {again!r} was taken"
    pool.give_back("line 2")
    answer = pool.query(lambda connection: f"asked on {connection}")
    assert answer == "asked on line 2", (
        f"query() should return what ask() returned, 'asked on line 2', not {answer!r}"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=180)
def test_who_finds_none_waits(exercise):
    """Who finds no connection waits until one is given back."""
    pool = exercise.Pool(["line 1"])
    desk = treadle.threading.Semaphore(1)

    def use():
        connection = pool.take()
        alone = desk.acquire(blocking=False)
        treadle.time.sleep(0.01)
        if alone:
            desk.release()
        pool.give_back(connection)
        return connection if alone else f"{connection}, which somebody else had"

    def use_twice():
        return [use(), use()]

    taken, then = treadle.run(use, use_twice)
    taken = [taken, *then]
    assert taken == ["line 1"] * 3, (
        "the pool has one connection, 'line 1', but what two tellers took, one of them twice, was "
        f"{taken}"
    )
    pool = exercise.Pool(["line 1", "line 2"])
    both = [pool.take(), pool.take()]

    def give_both_back():
        for connection in both:
            pool.give_back(connection)

    *taken, _ = treadle.run(pool.take, pool.take, give_both_back)
    assert sorted(taken) == ["line 1", "line 2"], (
        "'line 1' and 'line 2' were given back while two tellers waited; what they took was "
        f"{taken}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
def test_all_connections_are_used_at_the_same_time(exercise):
    """All connections can be used at the same time, and no more than those."""
    pool = exercise.Pool(["line 1", "line 2"])
    lines = {line: treadle.threading.Semaphore(1) for line in ("line 1", "line 2")}
    both = treadle.threading.Barrier(2)

    def ask(connection):
        if not lines[connection].acquire(blocking=False):
            return f"somebody else was using {connection}"
        try:
            both.wait(timeout=5)
        except treadle.threading.BrokenBarrierError:
            return f"nobody else was asking while {connection} was in use"
        finally:
            lines[connection].release()
        return "well"

    answers = treadle.run(partial(pool.query, ask), partial(pool.query, ask))
    bad = [answer for answer in answers if answer != "well"]
    assert not bad, f"there are two connections, and two ask at the same time, but {bad[0]}"


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_after_an_error_the_connection_is_back(exercise):
    """A connection is back after an error, too."""
    pool = exercise.Pool(["line 1"])

    for raised in (NoRateToday(), BranchCloses(), NoRateToday()):

        def ask(connection, raised=raised):
            raise raised

        reached = what_reaches_the_caller(pool, ask)
        told = f"ask() raised {type(raised).__name__}, and that should reach the caller of query(), "
        assert reached is not None, f"{told}which came back as if nothing had happened"
        other = "another " if type(reached) is type(raised) else ""
        said = f"{type(reached).__name__}: {reached}".removesuffix(": ")
        assert reached is raised, f"{told}but it was {other}{said}"
    connection = pool.take()
    assert connection == "line 1", f"the pool has 'line 1' only, but {connection!r} was taken"
    assert not is_refused(pool, connection), (
        "after three errors, 'line 1' was taken and given back; that should not be refused"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_nothing_is_given_back_twice(exercise):
    """What was given back before is refused, and nobody gets it twice."""
    pool = exercise.Pool(["line 1", "line 2"])
    pool.take(), pool.take()
    pool.give_back("line 1")
    assert is_refused(pool, "line 1"), (
        "'line 1' and 'line 2' were taken, and 'line 1' was given back twice: "
        "the second time should raise ValueError"
    )
    pool.take()
    late, _ = treadle.run(pool.take, partial(pool.give_back, "line 2"))
    assert late == "line 2", (
        "'line 1' had been given back twice, and was taken again; then, as soon as 'line 2' was "
        f"given back, somebody else could take that, but got {late!r}"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_what_nobody_has_is_refused(exercise):
    """What nobody has is refused, and nothing changes."""
    pool = exercise.Pool(["line 1", "line 2"])
    for connection in ("line 2", "line 7", "line 1"):
        assert is_refused(pool, connection), (
            f"nobody had taken {connection!r}, so giving it back should raise ValueError"
        )
    taken = [pool.take()]
    assert is_refused(pool, "line 7"), (
        f"only {taken[0]!r} was taken, so giving back 'line 7' should raise ValueError"
    )
    taken.append(pool.take())
    assert sorted(taken) == ["line 1", "line 2"], (
        "'line 2', 'line 7' and 'line 1' were given back, and nobody had taken them; "
        f"'line 1' and 'line 2' should be there to be taken, each once, but it was {taken}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_of_two_that_give_the_same_back_one_is_refused(exercise):
    """Of two that give the same back, one is refused."""
    pool = exercise.Pool(["line 1", "line 2"])
    pool.take(), pool.take()
    give_back = partial(is_refused, pool, "line 1")
    refused = treadle.run(give_back, give_back)
    assert sum(refused) == 1, (
        "'line 1' was taken once, and two threads gave it back: "
        f"one of them should be refused, but {sum(refused)} were"
    )
