"""The checks of exercise 09."""

from functools import partial

import pytest
import treadle


def putting(shelf, *boxes):
    """Return a function that puts the boxes on the shelf."""

    def put():
        for box in boxes:
            shelf.put(box)

    return put


@pytest.mark.points(5)
@treadle.explore(schedules=300)
def test_any_object_can_be_a_box(exercise):
    """Any object can be a box, also None."""
    shelf = exercise.Shelf(room=1)
    _, taken = treadle.run(partial(shelf.put, None), shelf.take)
    assert taken is None, f"None was put on the shelf, but {taken!r} was taken"


@pytest.mark.points(5)
@treadle.explore(schedules=300)
def test_boxes_come_in_the_order_in_which_they_were_put(exercise):
    """Boxes come in the order in which they were put there."""
    shelf = exercise.Shelf(room=3)
    boxes = ["first", "second", "third"]
    putting(shelf, *boxes)()
    taken = [shelf.take() for _ in boxes]
    assert taken == boxes, f"{boxes} were put on the shelf, but {taken} were taken"
    putting(shelf, *boxes)()
    assert [shelf.take() for _ in boxes] == boxes, "the shelf works once, and then no more"
    shelf = exercise.Shelf(room=2)
    putting(shelf, "first", "second")()

    *taken, _, _ = treadle.run(
        shelf.take, shelf.take, partial(shelf.put, "third"), partial(shelf.put, "fourth")
    )
    assert sorted(map(str, taken)) == ["first", "second"], (
        "'first' and 'second' lay on the shelf, and two more were put there as soon as there was "
        f"room; the next two to be taken were {taken}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_who_comes_too_early_waits(exercise):
    """Who comes too early waits, for a box or for room."""
    shelf = exercise.Shelf(room=1)

    def take_both():
        return [shelf.take(), shelf.take()]

    taken, _ = treadle.run(take_both, putting(shelf, "first", "second"))
    assert taken == ["first", "second"], (
        f"'first' and 'second' were put on the shelf one after the other, but {taken} were taken"
    )

    def put_late():
        treadle.time.sleep(0.01)
        shelf.put("first")

    def take_late():
        treadle.time.sleep(0.01)
        return shelf.take()

    taken, _ = treadle.run(shelf.take, put_late)
    assert taken == "first", (
        f"somebody waited for a box for a long time; then 'first' came, but {taken!r} was taken"
    )
    shelf.put("first")
    taken, _ = treadle.run(take_late, partial(shelf.put, "second"))
    taken = [taken, shelf.take()]
    assert taken == ["first", "second"], (
        "'first' lay on the shelf, and somebody waited for room for 'second' for a long time; "
        f"then {taken} were taken"
    )


@pytest.mark.points(25)
@treadle.explore(schedules=300)
def test_nobody_takes_what_is_not_there(exercise):
    """Nobody takes a box that is not there."""
    shelf = exercise.Shelf(room=2)
    *taken, _, _ = treadle.run(
        shelf.take, shelf.take, partial(shelf.put, "first"), partial(shelf.put, "second")
    )
    assert sorted(map(str, taken)) == ["first", "second"], (
        f"'first' and 'second' were put on the shelf, but two tellers took {taken}"
    )


@pytest.mark.points(25)
@treadle.explore(schedules=300)
def test_nobody_puts_where_there_is_no_room(exercise):
    """Nobody puts a box where there is no room."""
    shelf = exercise.Shelf(room=1)
    shelf.put("first")
    there = treadle.threading.Semaphore(0)

    def put(box):
        shelf.put(box)
        there.release()

    def take():
        treadle.time.sleep(0.01)
        box = shelf.take()
        came = sum(there.acquire(blocking=False) for _ in range(2))
        return came, [box, shelf.take()]

    (came, taken), *_ = treadle.run(take, partial(put, "second"), partial(put, "third"))
    assert came < 2, (
        "there is room for one box, and 'first' lay there; when only that had been taken, "
        "'second' and 'third' had both been put in its place"
    )
    taken.append(shelf.take())
    assert taken[0] == "first", f"'first' lay on the shelf, but {taken[0]!r} was taken"
    assert sorted(map(str, taken[1:])) == ["second", "third"], (
        f"'second' and 'third' were put on the shelf, but {taken[1:]} were taken"
    )


@pytest.mark.points(25)
@treadle.explore(schedules=300)
def test_nobody_waits_who_could_go_on(exercise):
    """Nobody waits who could go on."""
    shelf = exercise.Shelf(room=1)
    first, second, *_ = treadle.run(
        shelf.take, shelf.take, partial(shelf.put, "first"), partial(shelf.put, "second")
    )
    assert sorted(map(str, [first, second])) == ["first", "second"], (
        f"'first' and 'second' were put on the shelf, but {[first, second]} were taken"
    )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=1)  # if the wrong ones are woken, they are in this order
def test_nobody_waits_in_a_crowd(exercise):
    """Nobody waits who could go on, however many there are."""
    shelf = exercise.Shelf(room=1)
    boxes = [f"box {number}" for number in range(1, 21)]

    def take_one(number):
        treadle.time.sleep(number / 1000)
        return shelf.take()

    def put_one(number):
        treadle.time.sleep(number / 1000)
        shelf.put(boxes[number])

    def put_all():
        treadle.time.sleep(0.03)
        putting(shelf, *boxes)()

    def take_all():
        treadle.time.sleep(0.03)
        return [shelf.take() for _ in boxes]

    numbers = range(len(boxes))
    *taken, _ = treadle.run(*(partial(take_one, number) for number in numbers), put_all)
    assert sorted(map(str, taken)) == sorted(boxes), (
        f"many waited for a box, one each, and one carrier put as many on the shelf; taken were {taken}"
    )
    *_, taken = treadle.run(*(partial(put_one, number) for number in numbers), take_all)
    assert sorted(map(str, taken)) == sorted(boxes), (
        f"many waited for room, with one box each, and one teller took as many; taken were {taken}"
    )
