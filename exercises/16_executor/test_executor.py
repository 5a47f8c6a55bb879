"""The checks of exercise 16."""

import threading

import pytest
import treadle


class NoAnswer(TimeoutError):
    """What ask() raises if nobody answers."""


def plain(answer):
    """Return the answer, or the name of the exception."""
    return type(answer).__name__ if isinstance(answer, Exception) else answer


class Line:
    """Keeps which banks were asked, in whatever order, and what they have answered."""

    def __init__(self, workers):
        self.workers = workers
        self.asked, self.said = [], []
        self.busy, self.crowds = [], [[]]
        self.door = treadle.threading.Lock()  # who is asked first is tried in every order

    def enter(self, bank):
        """Begin to ask a bank; return how many have been asked before."""
        with self.door:
            self.busy.append(bank)
            self.crowds.append(list(self.busy))
            self.asked.append(bank)
            return self.asked.index(bank)

    def leave(self, bank, answer):
        """It has answered, or raises what it answers."""
        self.busy.remove(bank)
        self.said.append((bank, plain(answer)))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def check_crowds(self, name):
        """Never more banks have been asked at the same time than there are workers."""
        crowd = max(map(len, self.crowds))
        assert crowd <= self.workers, (
            f"{crowd} banks were being asked at the same time by {name}(), with "
            f"{self.workers} worker{'s' * (self.workers > 1)}"
        )

    def check_asked(self, name, banks):
        """Each of the banks has been asked, and once."""
        assert sorted(self.asked) == sorted(banks), (
            f"{name}() had to ask {' and '.join(map(repr, banks))}, each once, but it asked {self.asked}"
        )


def check_one_worker(exercise, name):
    """One worker asks one bank at a time."""
    line = Line(workers=1)

    def ask(bank):
        line.enter(bank)
        treadle.time.sleep(0.01)  # somebody else might be asked meanwhile
        return line.leave(bank, 3)

    list(getattr(exercise, name)(ask, ["ant", "bee"], 1))
    line.check_crowds(name)


def let_them_go(before):
    """Wait for the threads that were not there before."""
    for thread in set(treadle.threading.enumerate()) - before:
        thread.join()


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=1600)
def test_banks_are_asked_at_the_same_time(exercise):
    """all_rates() asks the banks at the same time."""
    line = Line(workers=2)
    asked = [treadle.threading.Event() for _ in range(3)]
    alone = treadle.threading.Event()

    def ask(bank):
        turn = line.enter(bank)
        asked[turn].set()
        if turn == 0 and not (asked[1].wait(timeout=5) and asked[2].wait(timeout=5)):
            alone.set()
        treadle.time.sleep((0.05, 0.01, 0.02)[turn])
        return line.leave(bank, len(bank))

    exercise.all_rates(ask, ["ant", "bee", "cat"], 2)
    line.check_crowds("all_rates")
    assert not alone.is_set(), (
        f"there were two workers for three banks; while one waited for the answer of {line.asked[0]!r}, "
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
    check_one_worker(exercise, "all_rates")


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=500)
def test_answers_are_given_as_they_come(exercise):
    """as_they_come() gives an answer as soon as it is there."""
    banks = ["ant", "bee", "cat", "dog"]
    line = Line(workers=2)
    told = treadle.threading.Event()
    kept = treadle.threading.Event()
    last_asked = treadle.threading.Event()
    in_groups = []  # who is asked when the first has answered
    found = []
    given = []  # before the first has answered

    def ask(bank):
        turn = line.enter(bank)
        if turn == 0:
            if not told.wait(timeout=5):
                given.extend(found)
                kept.set()
            return line.leave(bank, NoAnswer("nobody answers"))
        if turn == 2 and kept.is_set():
            in_groups.append(bank)
        if turn == 3:
            last_asked.set()
        treadle.time.sleep(0.01)
        return line.leave(bank, {"ant": 3, "bee": 5, "cat": 7, "dog": 9}[bank])

    raised, stood_still = False, None
    try:
        for pair in exercise.as_they_come(ask, banks, 2):
            found.append((pair[0], plain(pair[1])))
            if len(found) == 1:  # the loop takes its time with it
                if not last_asked.wait(timeout=2) and not kept.is_set():
                    stood_still = line.asked[2:]
            if len(found) == 3:
                told.set()
    except NoAnswer:
        raised = True
    line.check_crowds("as_they_come")
    when = "the loop came back for the next one"
    if in_groups:
        when = f"{line.asked[0]!r} had answered, too, so it asks them in groups"
    assert stood_still is None, (
        f"as_they_come() gave the answer of {found[0][0]!r}, so a worker was free for the two banks "
        "that were left; but while the loop did something with that answer, "
        + (f"it asked only {stood_still[0]!r}" if stood_still else "it asked neither")
        + f", and went on only when {when}"
    )
    assert not kept.is_set(), (
        f"the bank {line.asked[0]!r} is slow; meanwhile the other worker should have asked the three "
        "others, and all their answers be given; but before it answered, as_they_come() had given "
        f"{given or 'none of them'}"
    )
    assert not raised, (
        f"the bank {line.asked[0]!r} raised NoAnswer: that is the answer of this bank, and "
        "as_they_come() should give it, but it raised NoAnswer itself"
    )
    line.check_asked("as_they_come", banks)
    assert found == line.said, (
        f"as_they_come() should give each answer as soon as it is there; those that came were "
        f"{line.said}, one after the other, but it gave {found}"
    )
    check_one_worker(exercise, "as_they_come")


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=400)
def test_a_failure_is_an_answer_too(exercise):
    """If a bank does not answer, the others are told all the same."""
    line = Line(workers=1)

    def ask(bank):
        line.enter(bank)
        return line.leave(bank, NoAnswer("nobody answers") if bank == "mute" else 3)

    def answered(name, banks, *arguments):
        line.asked.clear()
        try:
            answers = getattr(exercise, name)(ask, banks, *arguments)
        except (NoAnswer, StopIteration) as error:
            itself = "NoAnswer itself" if isinstance(error, NoAnswer) else "StopIteration"
            raise AssertionError(
                "the bank 'mute' raised NoAnswer: that is the answer of this bank, and should be "
                f"among what {name}() returns, but {name}() raised {itself}"
            ) from None
        line.check_asked(name, banks)
        return answers

    rates = [plain(rate) for rate in answered("all_rates", ["mute", "fast"], 1)]
    ends = (
        ": nothing that comes after the failure (what map() returns ends when it raises an exception, "
        "and next() raises StopIteration from then on)"
    )
    assert rates == ["NoAnswer", 3], (
        "the first bank raised NoAnswer, the second one said 3; "
        f"all_rates() gave {rates}{ends * (rates == ['NoAnswer'])}"
    )
    start = treadle.time.monotonic()
    in_time = answered("in_time", ["mute"], 1, 60)
    took = treadle.time.monotonic() - start
    rates = {bank: plain(rate) for bank, rate in in_time.items()}
    assert rates == {"mute": "NoAnswer"}, (
        f"the bank 'mute' raised NoAnswer, which is a TimeoutError, too; in_time() gave {rates}"
    )
    assert took < 30, (
        "the failure was told, but 60 s too late: the only bank had answered at once, and in_time() "
        "waited until the time was over"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=500)
def test_what_comes_later_does_not_count(exercise):
    """in_time() returns what has come in time, and nothing else."""
    before = set(treadle.threading.enumerate())
    says = {"ant": 3, "bee": 5, "cat": 7}
    line = Line(workers=2)
    takes = 0.2, 0.4, 0.01  # in the order in which they are asked
    if treadle.threading is threading:
        takes = 0.01, 0.6, 0.01  # real threads are late now and then

    def ask(bank):
        treadle.time.sleep(takes[line.enter(bank)])
        return line.leave(bank, says[bank])

    found = exercise.in_time(ask, list(says), 2, 0.3)
    let_them_go(before)
    line.check_crowds("in_time")
    assert len(line.asked) > 1, "there was time for two banks of three, but they were not asked"
    first, late, *_ = line.asked
    expected = {bank: rate for bank, rate in says.items() if bank != late}
    assert found == expected, (
        f"there were two workers for three banks; {first!r} needed {takes[0]} seconds, {late!r} "
        f"{takes[1]}, and the third, which is asked when {first!r} has answered, {takes[2]}: after "
        f"0.3 seconds in_time() should return {expected}, but it returned {found}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=500)
def test_nobody_is_asked_when_the_time_is_over(exercise):
    """Who has not been asked in time is not asked any more."""
    before = set(treadle.threading.enumerate())
    line = Line(workers=1)

    def ask(bank):
        line.enter(bank)
        treadle.time.sleep(0.2)
        return line.leave(bank, 3)

    start = treadle.time.monotonic()
    exercise.in_time(ask, ["ant", "bee", "cat"], 1, 0.3)
    took = treadle.time.monotonic() - start
    let_them_go(before)
    line.check_crowds("in_time")
    assert len(line.asked) < 3, (
        "there was one worker, and each bank needed 0.2 seconds: after 0.3 seconds only "
        f"{line.asked[0]!r} and {line.asked[1]!r} had been asked, and {line.asked[2]!r} should not "
        "have been asked any more, but it was"
        + f" (in_time() came back after {took:.1f} seconds)" * (took > 0.45)
    )
