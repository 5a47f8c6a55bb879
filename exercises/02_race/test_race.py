"""The checks of exercise 02."""

from functools import partial

import pytest
import treadle


class SlowAmount(int):
    """A number that takes its time to be added: longer than anybody cares to wait for a lock."""

    def __radd__(self, value):
        treadle.time.sleep(0.01)
        return value + int(self)

    __add__ = __radd__


@pytest.mark.points(10)
@treadle.explore
def test_each_database_has_a_value_of_its_own(exercise):
    """One desk alone: every database adds up its own updates."""
    first, second = exercise.FakeDatabase(), exercise.FakeDatabase()
    first.update()
    first.update(5)
    second.update(7)
    assert first.value == 6, (
        f"after update() and update(5) the value should be 6, but it is {first.value}"
    )
    assert second.value == 7, (
        f"update(7) is all that the second database got, but its value is {second.value}"
    )
    statement = first.statement()
    assert statement == (6, 2), (
        f"after update() and update(5), statement() should return (6, 2), not {statement!r}"
    )
    first.update(0)
    statement = first.statement()
    assert statement == (6, 3), (
        "after update(), update(5) and update(0), statement() should return (6, 3), "
        f"not {statement!r}: an update by 0 is an update, too"
    )
    second.update(-(10**20))
    statement = second.statement()
    assert statement == (7 - 10**20, 2), (
        f"update(7) and update({-(10**20)}) is all that the second database got: statement() should "
        f"return {(7 - 10**20, 2)}, not {statement!r}: an amount is any whole number"
    )


@pytest.mark.points(30)
@treadle.explore
def test_two_updates_are_both_kept(exercise):
    """Two updates at the same time are both kept."""
    db = exercise.FakeDatabase()
    treadle.run(db.update, db.update)
    assert db.value == 2, (
        f"update() ran in two threads, so the value should be 2, but it is {db.value}"
    )


@pytest.mark.points(20)
@treadle.explore(schedules=500)
def test_three_updates_are_all_kept(exercise):
    """Three updates at the same time are all kept."""
    db = exercise.FakeDatabase()
    treadle.run(db.update, db.update, db.update)
    assert db.value == 3, (
        f"update() ran in three threads, so the value should be 3, but it is {db.value}"
    )


@pytest.mark.points(20)
@treadle.explore
def test_different_amounts_add_up(exercise):
    """Updates by different amounts add up."""
    db = exercise.FakeDatabase()
    treadle.run(partial(db.update, SlowAmount(5)), partial(db.update, SlowAmount(20)))
    assert db.value == 25, (
        "update(5) and update(20) ran at the same time, so the value should be 25, "
        f"but it is {db.value}"
    )
    db = exercise.FakeDatabase()
    treadle.run(partial(db.update, 5), partial(db.update, 0))
    statement = db.statement()
    assert statement == (5, 2), (
        "update(5) and update(0) ran at the same time, and every update counts, also one by 0: "
        f"statement() should return (5, 2), not {statement!r}"
    )


@pytest.mark.points(20)
@treadle.explore(schedules=500)
def test_a_statement_shows_one_moment(exercise):
    """A statement shows the value and the number of updates of one moment."""
    db = exercise.FakeDatabase()
    seen, *_ = treadle.run(db.statement, partial(db.update, 5), partial(db.update, 20))
    assert seen in [(0, 0), (5, 1), (20, 1), (25, 2)], (
        f"beside update(5) and update(20), statement() returned {seen!r}: "
        "at no moment do that value and that number of updates belong together"
    )
    last = db.statement()
    assert last == (25, 2), (
        f"after update(5) and update(20), statement() should return (25, 2), not {last!r}"
    )
