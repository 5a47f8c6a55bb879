"""The checks of exercise 16."""

import pytest
import treadle


class NoAnswer(TimeoutError):
    """What ask() raises if nobody answers."""


def plain(answer):
    """Return the answer, or the name of the exception."""
    return type(answer).__name__ if isinstance(answer, Exception) else answer


def let_them_go(before):
    """Wait for the threads that were not there before."""
    for thread in set(treadle.threading.enumerate()) - before:
        thread.join()


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=1600)
def test_banks_are_asked_at_the_same_time(exercise):
    """all_rates() asks the banks at the same time."""
    asked = {bank: treadle.threading.Event() for bank in ("ant", "bee", "cat")}
    alone = treadle.threading.Event()

    def ask(bank):
        asked[bank].set()
        if bank == "ant" and not (asked["bee"].wait(timeout=5) and asked["cat"].wait(timeout=5)):
            alone.set()
        treadle.time.sleep({"ant": 0.05, "bee": 0.01, "cat": 0.02}[bank])
        return len(bank)

    exercise.all_rates(ask, list(asked), 2)
    assert not alone.is_set(), (
        "there were two workers for three banks; while one waited for the answer of the first bank, "
        "the other one should have asked the two others, but did not"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=500)
def test_all_rates_are_in_the_order_of_the_banks(exercise):
    """all_rates() keeps the order of the banks."""

    def ask(bank):
        treadle.time.sleep({"slow": 0.05, "fast": 0.01}[bank])
        return {"slow": 7, "fast": 3}[bank]

    rates = exercise.all_rates(ask, ["slow", "fast"], 2)
    assert list(rates) == [7, 3], (
        f"the first bank says 7, slowly, and the second one 3; all_rates() should be [7, 3], not {rates}"
    )


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=1600)
def test_answers_are_given_as_they_come(exercise):
    """as_they_come() gives an answer as soon as it is there."""
    told = treadle.threading.Event()
    kept = treadle.threading.Event()
    last_asked = treadle.threading.Event()

    def ask(bank):
        if bank == "fast":
            treadle.time.sleep(0.01)
            return 3
        if bank == "last":
            last_asked.set()
            treadle.time.sleep(0.01)
            return 5
        if not told.wait(timeout=5):
            kept.set()
        raise NoAnswer("nobody answers")

    found, raised = [], False
    try:
        for pair in exercise.as_they_come(ask, ["slow", "fast", "last"], 2):
            found.append((pair[0], plain(pair[1])))
            if pair[0] == "fast":  # the loop takes its time with it
                assert last_asked.wait(timeout=2) or kept.is_set(), (
                    "as_they_come() gave the answer of 'fast', so a worker was free; but while the "
                    "loop did something with that answer, the next bank, 'last', was not asked"
                )
            if pair[0] == "last":
                told.set()
    except NoAnswer:
        raised = True
    assert not kept.is_set(), (
        "the bank 'slow' is slow; meanwhile the other worker should have asked 'fast' and then "
        f"'last', and both answers be given; but before 'slow' answered, as_they_come() gave {found}"
    )
    assert not raised, (
        "the banks 'fast' and 'last' said 3 and 5, then 'slow' raised NoAnswer: that is the answer of "
        "this bank, and as_they_come() should give it, but it raised NoAnswer itself"
    )
    assert found == [("fast", 3), ("last", 5), ("slow", "NoAnswer")], (
        "first the bank 'fast' said 3, then 'last' said 5, then 'slow' raised NoAnswer; "
        f"but as_they_come() gave {found}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=600)
def test_a_failure_is_an_answer_too(exercise):
    """If a bank does not answer, the others are told all the same."""

    asked = []

    def ask(bank):
        asked.append(bank)
        if bank == "mute":
            raise NoAnswer("nobody answers")
        return 3

    def answered(name, *arguments):
        asked.clear()
        try:
            return getattr(exercise, name)(ask, *arguments)
        except NoAnswer:
            raise AssertionError(
                "the bank 'mute' raised NoAnswer: that is the answer of this bank, and should be "
                f"among what {name}() returns, but {name}() raised NoAnswer itself"
            ) from None

    rates = [plain(rate) for rate in answered("all_rates", ["mute", "fast"], 1)]
    assert asked == ["mute", "fast"], (
        f"all_rates() had to ask 'mute' and 'fast', each once, but it asked {asked}"
    )
    assert rates == ["NoAnswer", 3], (
        f"the first bank raised NoAnswer, the second one said 3; all_rates() gave {rates}"
    )
    start = treadle.time.monotonic()
    in_time = answered("in_time", ["mute"], 1, 60)
    took = treadle.time.monotonic() - start
    assert asked == ["mute"], f"in_time() had to ask 'mute', and once, but it asked {asked}"
    rates = {bank: plain(rate) for bank, rate in in_time.items()}
    assert rates == {"mute": "NoAnswer"}, (
        f"the bank 'mute' raised NoAnswer, which is a TimeoutError, too; in_time() gave {rates}"
    )
    assert took < 30, "all banks had answered, but in_time() waited until the time was over"


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=500)
def test_what_comes_later_does_not_count(exercise):
    """in_time() returns what has come in time, and nothing else."""
    before = set(treadle.threading.enumerate())

    def ask(bank):
        treadle.time.sleep({"slow": 0.6, "fast": 0.01}[bank])
        return {"slow": 7, "fast": 3}[bank]

    found = exercise.in_time(ask, ["slow", "fast"], 2, 0.3)
    let_them_go(before)
    assert found == {"fast": 3}, (
        "when the time was over, the bank 'fast' had said 3, and 'slow' nothing; "
        f"but in_time() returned {found}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=500)
def test_nobody_is_asked_when_the_time_is_over(exercise):
    """Who has not been asked in time is not asked any more."""
    before = set(treadle.threading.enumerate())
    asked = treadle.threading.Event()

    def ask(bank):
        if bank == "third":
            asked.set()
        treadle.time.sleep(0.2)
        return 3

    exercise.in_time(ask, ["first", "second", "third"], 1, 0.3)
    let_them_go(before)
    assert not asked.is_set(), (
        "there was one worker, and each bank needed 0.2 seconds: after 0.3 seconds the third one "
        "should not have been asked any more, but it was"
    )
