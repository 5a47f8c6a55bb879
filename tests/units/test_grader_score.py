"""Scoring: from results of checks to marks."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import score
from grader.collect import LATE
from grader.course import BEST, LAST, Course, Late, Override
from grader.kit import Check, Exercise, Kit
from grader.result import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    NOT_GRADED,
    NOT_SUBMITTED,
    PASSED,
    REFUSED,
    TIMEOUT,
    Attempt,
    Result,
)

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

FIRST = Check("test_first", "First", 40, "01_sum/test_sum.py::test_first")
SECOND = Check("test_second", "Second", 60, "01_sum/test_sum.py::test_second")
SUM = Exercise("01_sum", "sum.py", (FIRST, SECOND))
BROKEN = Exercise("02_broken", "", ())


def attempt(first: str, second: str, handed_in: str = "") -> Attempt:
    return Attempt((Result(FIRST, first), Result(SECOND, second)), handed_in)


def marked(first: str, second: str) -> tuple[int | None, str]:
    mark = score.mark(SUM, attempt(first, second), Course())
    return mark.points, mark.outcome


@pytest.mark.parametrize(
    ("first", "second", "points", "outcome"),
    [
        (PASSED, PASSED, 100, PASSED),
        (PASSED, FAILED, 40, FAILED),
        (FAILED, FAILED, 0, FAILED),
        (CRASHED, PASSED, 60, CRASHED),
        (PASSED, TIMEOUT, 40, TIMEOUT),
        (CRASHED, TIMEOUT, 0, CRASHED),
        (NOT_SUBMITTED, NOT_SUBMITTED, None, NOT_SUBMITTED),
        (REFUSED, REFUSED, None, REFUSED),
        (PASSED, GRADER_ERROR, None, GRADER_ERROR),
        (GRADER_ERROR, CRASHED, None, GRADER_ERROR),
    ],
)
def test_a_mark_is_the_sum_of_its_checks_or_nothing(first, second, points, outcome):
    assert marked(first, second) == (points, outcome)


def test_a_check_without_a_result_is_not_graded_and_no_zero():
    mark = score.mark(SUM, Attempt((Result(FIRST, PASSED),)), Course())
    assert (mark.points, mark.outcome) == (None, NOT_GRADED)
    assert [result.outcome for result in mark.results] == [PASSED, NOT_GRADED]


def test_an_exercise_without_checks_is_a_grader_error_and_no_zero():
    mark = score.mark(BROKEN, Attempt(), Course())
    assert (mark.points, mark.outcome) == (None, GRADER_ERROR)


def test_results_are_put_into_the_order_of_the_checks():
    mark = score.mark(SUM, Attempt((Result(SECOND, PASSED), Result(FIRST, FAILED))), Course())
    assert [result.check for result in mark.results] == [FIRST, SECOND]


OTHER = Exercise("03_other", "other.py", (Check("test_it", "It", 50, "x"),))
TWO = Kit(None, (SUM, OTHER))


def row(first: str, other: str) -> score.Row:
    kit = Kit(None, (SUM, OTHER))
    results = {
        "01_sum": [attempt(first, first)],
        "03_other": [Attempt((Result(OTHER.checks[0], other),))],
    }
    return score.row("An", kit, lambda student, exercise: results[exercise.name])


@pytest.mark.parametrize(
    ("first", "other", "total", "outcome"),
    [
        (PASSED, PASSED, 150, PASSED),
        (PASSED, FAILED, 100, FAILED),
        (PASSED, NOT_SUBMITTED, 100, NOT_SUBMITTED),
        (FAILED, NOT_SUBMITTED, 0, NOT_SUBMITTED),
        (NOT_SUBMITTED, NOT_SUBMITTED, None, NOT_SUBMITTED),
        (PASSED, REFUSED, None, REFUSED),
        (GRADER_ERROR, REFUSED, None, GRADER_ERROR),
    ],
)
def test_a_total_is_the_sum_of_marks_unless_one_is_open(first, other, total, outcome):
    found = row(first, other)
    assert (found.total, found.max, found.outcome) == (total, 150, outcome)


# -- what a course makes of it ---------------------------------------------------------------------

DUE = datetime(2026, 11, 20, 23, 59)
TEN = Late(per_day=Fraction(10), grace_days=Fraction(1), cut_off_days=Fraction(7))


def days_late(days: float) -> str:
    return (DUE + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("handed_in", "points", "why"),
    [
        ("", 40, ""),
        (days_late(-1), 40, ""),
        (days_late(0), 40, ""),
        (days_late(1), 40, "1 day late: 0 taken off"),
        (days_late(1.01), 30, "2 days late: 10 taken off"),
        (days_late(4), 10, "4 days late: 30 taken off"),
        (days_late(6), 0, "6 days late: 40 taken off"),
        (days_late(8), 0, "8 days late: 40 taken off"),
        (LATE, 40, "1 day late: 0 taken off"),
    ],
)
def test_lateness_costs_a_part_of_what_the_exercise_is_worth(handed_in, points, why):
    course = Course(late=TEN, due={"01_sum": DUE})
    mark = score.mark(SUM, attempt(PASSED, FAILED, handed_in), course)
    assert (mark.points, mark.why) == (points, why)


def test_without_a_due_date_nothing_is_late():
    mark = score.mark(SUM, attempt(PASSED, PASSED, days_late(100)), Course(late=TEN))
    assert (mark.points, mark.why) == (100, "")


def test_a_weight_multiplies_marks_and_what_there_is_to_earn():
    course = Course(weights={"01_sum": Fraction("0.125")})
    mark = score.mark(SUM, attempt(PASSED, FAILED), course)
    assert (mark.points, mark.max, score.as_text(mark.max)) == (5, 12.5, "12.5")


@pytest.mark.parametrize(
    ("attempts", "which", "points", "outcome", "why"),
    [
        ([(PASSED, FAILED), (FAILED, FAILED)], LAST, 0, FAILED, ""),
        ([(PASSED, FAILED), (FAILED, FAILED)], BEST, 40, FAILED, "attempt 1 of 2, the best"),
        ([(PASSED, FAILED), (PASSED, FAILED)], BEST, 40, FAILED, ""),
        ([(PASSED, PASSED), (REFUSED, REFUSED)], BEST, None, REFUSED, ""),
        ([(REFUSED, REFUSED), (PASSED, FAILED)], BEST, 40, FAILED, ""),
        ([], BEST, None, NOT_GRADED, ""),
    ],
)
def test_the_best_or_the_last_attempt_counts(attempts, which, points, outcome, why):
    mark = score.counted(SUM, [attempt(*one) for one in attempts], Course(attempts=which))
    assert (mark.points, mark.outcome, mark.why) == (points, outcome, why)


def test_the_best_attempt_is_the_best_after_lateness():
    course = Course(late=TEN, attempts=BEST, due={"01_sum": DUE})
    attempts = [attempt(FAILED, PASSED), attempt(PASSED, PASSED, days_late(7))]
    mark = score.counted(SUM, attempts, course)
    assert (mark.points, mark.why) == (60, "attempt 1 of 2, the best")


@pytest.mark.parametrize("outcome", [PASSED, REFUSED, NOT_SUBMITTED, GRADER_ERROR])
def test_an_override_wins_and_is_named(outcome):
    override = Override(Fraction(70), "Ill in November")
    course = Course(overrides={("An", "01_sum"): override})
    found = score.row("An", Kit(None, (SUM,)), lambda *_: [attempt(outcome, outcome)], course)
    was = 100 if outcome == PASSED else outcome
    assert (found.total, found.outcome) == (70, score.OVERRIDDEN)
    assert found.marks[0].why == f"set to 70, was {was}: Ill in November"


@pytest.mark.parametrize(
    ("first", "other", "total", "most", "outcome"),
    [
        (PASSED, FAILED, 0, 50, score.EXCUSED),
        (PASSED, REFUSED, None, 50, REFUSED),
        (REFUSED, PASSED, 50, 50, score.EXCUSED),
        (FAILED, NOT_SUBMITTED, None, 50, NOT_SUBMITTED),
    ],
)
def test_what_is_excused_counts_neither_for_nor_against(first, other, total, most, outcome):
    results = {
        "01_sum": [attempt(first, first)],
        "03_other": [Attempt((Result(OTHER.checks[0], other),))],
    }
    course = Course(overrides={("An", "01_sum"): Override(None, "Joined late")})
    found = score.row("An", TWO, lambda _, exercise: results[exercise.name], course)
    assert (found.total, found.max, found.outcome) == (total, most, outcome)
    assert (found.marks[0].points, found.marks[0].outcome) == (None, score.EXCUSED)
    assert "Joined late" in found.marks[0].why


def test_excused_from_everything_is_neither_zero_nor_open():
    course = Course(overrides={("An", "01_sum"): Override(None, "On leave")})
    found = score.row("An", Kit(None, (SUM,)), lambda *_: [attempt(FAILED, FAILED)], course)
    assert (found.total, found.max, found.outcome) == (None, 0, score.EXCUSED)


BY_HAND = (score.OVERRIDDEN, score.EXCUSED)
outcomes = st.sampled_from([o for o in score.BY_URGENCY if o not in BY_HAND])
times = st.one_of(st.just(""), st.just(LATE), st.floats(-2, 20).map(days_late))
attempts = st.lists(st.builds(attempt, outcomes, outcomes, times), max_size=3)
parts = st.fractions(0, 30, max_denominator=100)
policies = st.builds(
    Late, st.fractions(0, 100, max_denominator=100), parts, st.one_of(st.none(), parts)
)
courses = st.builds(
    Course,
    policies,
    st.sampled_from([BEST, LAST]),
    st.dictionaries(st.sampled_from(["01_sum", "03_other"]), parts),
    st.just({"01_sum": DUE}),
)


def rows_of(tried, course):
    return score.row("An", TWO, lambda _, e: tried if e is SUM else [Attempt()], course)


@patient
@given(attempts, courses)
def test_a_mark_is_between_nothing_and_what_there_is_to_earn(tried, course):
    found = rows_of(tried, course)
    for mark in found.marks:
        assert mark.points is None or 0 <= mark.points <= mark.max
        assert mark.taken_off >= 0
    assert found.total is None or found.total <= found.max
    assert (mark.points is None) or mark.outcome not in score.UNDECIDED


@patient
@given(attempts, courses)
def test_lateness_never_raises_a_mark(tried, course):
    in_time = [replace(one, handed_in="") for one in tried]
    late, timely = (score.counted(SUM, some, course) for some in (tried, in_time))
    if late.points is None:
        assert timely.points is None
    else:
        assert late.points <= timely.points


@patient
@given(attempts, courses, st.floats(0, 10), st.floats(0, 10))
def test_the_later_the_less(tried, course, days, more):
    for one in tried:
        earlier, later = (
            score.mark(SUM, replace(one, handed_in=days_late(late)), course)
            for late in (days, days + more)
        )
        assert later.points is None or later.points <= earlier.points


@patient
@given(attempts, courses)
def test_what_is_open_stays_open_until_a_person_decides(tried, course):
    mark = score.counted(SUM, tried, course)
    plain = score.mark(SUM, tried[-1] if tried else Attempt(), Course())
    if plain.outcome in score.UNDECIDED:
        assert (mark.points, mark.outcome) == (None, plain.outcome)
    override = Override(Fraction(1, 3), "why")
    course = replace(course, overrides={("An", "01_sum"): override})
    assert score.overridden(mark, "An", course).points == 0.33
    assert score.overridden(mark, "Bo", course) == mark


@patient
@given(attempts, courses)
def test_the_best_is_no_worse_than_the_last(tried, course):
    best, last = (
        score.counted(SUM, tried, replace(course, attempts=which)).points for which in (BEST, LAST)
    )
    assert last is None or (best is not None and best >= last)
