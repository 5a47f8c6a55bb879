"""The checks of exercise 18."""

import contextlib

import pytest
import treadle


class NoPaper(Exception):
    """What a task raises when the printer is out of paper."""

    is_a = ""


class NoPower(BaseException):
    """What a task raises when the lights go out: `except Exception` does not catch it."""

    is_a = ", which is a BaseException, and no Exception"


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_a_slip_holds_what_was_noted(exercise):
    """A slip holds what was noted, in that order."""
    service = exercise.Service()
    calls = []

    def task():
        calls.append((treadle.threading.current_thread(), service.customer()))
        service.note("coins counted")
        service.note("coins stored")

    slip = service.serve("ann", task)
    assert slip == ["coins counted", "coins stored"], (
        f"'coins counted' and 'coins stored' were noted for ann, but serve() returned {slip}"
    )
    assert len(calls) == 1, f"serve() should call the task once, not {len(calls)} times"
    thread, customer = calls[0]
    assert thread is treadle.threading.current_thread(), (
        "serve() should call the task in the thread that called serve(), not in another one"
    )
    assert customer == "ann", f"ann was served, but for the task customer() was {customer!r}"


@pytest.mark.points(25)
@treadle.explore(schedules=60)
def test_two_threads_do_not_mix_up_their_customers(exercise):
    """Two threads, two customers: nothing is mixed up."""
    service = exercise.Service()

    def clerk(name, text):
        def task():
            seen.append(service.customer())
            service.note(text)

        seen = []
        treadle.threading.current_thread().name = f"serves {name}"
        return service.serve(name, task), seen[0]

    for other in "bob", "ann":
        mine, others = treadle.run(lambda: clerk("ann", "coins"), lambda: clerk(other, "letter"))  # noqa: B023
        whom = f"one thread served ann, another one {other if other != 'ann' else 'ann, too'}"
        assert (mine[1], others[1]) == ("ann", other), (
            f"{whom}; for the one customer() was {mine[1]!r}, for the other one {others[1]!r}"
        )
        assert (mine[0], others[0]) == (["coins"], ["letter"]), (
            f"{whom}. The one noted 'coins', the other one 'letter'; their slips are {mine[0]} and "
            f"{others[0]}"
        )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=100)
def test_threads_do_not_wait_for_each_other(exercise):
    """While one thread serves, another one can serve, too."""
    service = exercise.Service()
    served = treadle.threading.Event()
    alone = []

    def ann():
        alone.append(not served.wait(timeout=5))

    def bob():
        treadle.time.sleep(0.01)
        service.serve("bob", lambda: None)
        served.set()

    treadle.run(lambda: service.serve("ann", ann), bob)
    assert alone == [False], "while one thread served ann, another one could not serve bob"


@pytest.mark.points(20)
@treadle.explore(schedules=100)
def test_the_next_customer_of_a_thread_begins_afresh(exercise):
    """The next customer of a thread gets an empty slip."""
    service = exercise.Service()

    given = []

    def clerk():
        first = service.serve("ann", lambda: service.note("coins counted"))
        between = service.customer()
        second = service.serve("bob", lambda: service.note("letter sent"))
        given.append(list(second or ()))
        third = service.serve("ann", lambda: None)
        return first, between, second, third

    ((first, between, second, third),) = treadle.run(clerk)
    assert between is None, (
        f"when serve() has returned, customer() should be None, but it is {between!r}"
    )
    assert given == [["letter sent"]], (
        f"a thread served ann, then bob, and 'letter sent' was noted for bob; his slip is {given[0]}"
    )
    assert second == ["letter sent"], (
        "serve() returned bob's slip, ['letter sent']; then the thread served ann again, and now "
        f"what bob got is {second}"
    )
    assert first == ["coins counted"], (
        f"'coins counted' was noted for ann; when bob had been served, her slip was {first}"
    )
    assert third == [], f"ann came again, nothing was noted, but her slip is {third}"


@pytest.mark.points(15)
@treadle.explore(schedules=100)
def test_nothing_is_left_of_a_task_that_fails(exercise):
    """Nothing is left of a customer whose task failed."""
    for failure in NoPaper, NoPower:
        check_what_is_left(exercise.Service(), failure, exercise.NobodyHere)


def check_what_is_left(service, failure, nobody_here):
    def task():
        service.note("statement printed")
        raise failure("the printer is out of order")

    raised = None
    try:
        service.serve("ann", task)
    except failure as error:
        raised = error
    assert raised is not None, (
        f"the task raised {failure.__name__}, but it did not come out of serve()"
    )
    customer = service.customer()
    assert customer is None, (
        f"ann's task raised {failure.__name__}{failure.is_a}, and serve() is over: customer() should be "
        f"None, not {customer!r}"
    )
    slip = service.serve("bob", lambda: service.note("letter sent"))
    assert slip == ["letter sent"], (
        f"ann's task failed; then bob was served, with the note 'letter sent', but his slip is {slip}"
    )

    def bob():
        with contextlib.suppress(failure):
            service.serve("ann", task)
        with contextlib.suppress(nobody_here):  # then it is missing on the slip
            service.note("letter sent")

    slip = service.serve("bob", bob)
    assert slip == ["letter sent"], (
        "while bob was served, ann was, and her task failed; after that 'letter sent' was noted for "
        f"bob, but his slip is {slip}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_a_customer_is_served_in_between(exercise):
    """A task can serve somebody else in between."""
    service = exercise.Service()
    inner = []

    def ann():
        service.note("coins counted")
        inner.append(service.serve("bob", lambda: service.note("letter sent")))
        inner.append(service.customer())
        with contextlib.suppress(exercise.NobodyHere):  # then it is missing on the slip
            service.note("coins stored")

    slip = service.serve("ann", ann)
    assert inner[0] == ["letter sent"], (
        f"while ann was served, bob was, with the note 'letter sent'; his slip is {inner[0]}"
    )
    assert inner[1] == "ann", (
        f"bob was served while ann was; after that it was ann's turn again, "
        f"but customer() was {inner[1]!r}"
    )
    assert slip == ["coins counted", "coins stored"], (
        f"'coins counted' was noted for ann, then bob was served, then 'coins stored' was noted "
        f"for ann; her slip is {slip}"
    )

    def bob():
        service.note("letter sent")
        inner.append(service.serve("ann", lambda: service.note("coins sorted")))
        service.note("letter filed")

    def ann_again():
        service.note("coins counted")
        inner.append(service.serve("bob", bob))
        service.note("coins stored")

    inner.clear()
    slip = service.serve("ann", ann_again)
    expected = ["coins sorted"], ["letter sent", "letter filed"], ["coins counted", "coins stored"]
    found = *inner, slip
    assert found == expected, (
        "while ann was served, bob was, and while bob was, ann was once more, with a slip of its own; "
        f"the slips, the innermost first, should be {', '.join(map(str, expected))}, but they are "
        f"{', '.join(map(str, found))}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_who_serves_nobody_has_no_customer(exercise):
    """A thread that serves nobody has no customer."""
    service, other = exercise.Service(), exercise.Service()
    refused = []

    def note(where):
        try:
            where.note("letter sent")
        except exercise.NobodyHere:
            refused.append(where)

    def look():
        treadle.threading.current_thread().name = name  # names need not differ
        note(service)
        return service.customer()

    def task():
        note(other)
        seen.append(other.customer())
        seen.extend(treadle.run(look))

    seen = []
    name = treadle.threading.current_thread().name
    slip = service.serve("ann", task)
    in_other, in_thread = seen
    assert in_other is None, (
        "one Service was serving ann; in another Service, which served nobody, "
        f"customer() was {in_other!r}"
    )
    assert in_thread is None, (
        "ann's task started a thread (both have the same name), which serves nobody; there "
        f"customer() should be None, not {in_thread!r}"
    )
    assert refused == [other, service], "who serves nobody and notes something gets NobodyHere"
    assert slip == [], f"nothing was noted for ann, but her slip is {slip}"
