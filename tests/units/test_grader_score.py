"""Scoring: from results of checks to marks."""

import pytest

from grader import score
from grader.journal import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    NOT_GRADED,
    NOT_SUBMITTED,
    PASSED,
    REFUSED,
    TIMEOUT,
    Result,
)
from grader.kit import Check, Exercise, Kit

FIRST = Check("test_first", "First", 40, "01_sum/test_sum.py::test_first")
SECOND = Check("test_second", "Second", 60, "01_sum/test_sum.py::test_second")
SUM = Exercise("01_sum", "sum.py", (FIRST, SECOND))
BROKEN = Exercise("02_broken", "", ())


def marked(first: str, second: str) -> tuple[int | None, str]:
    mark = score.mark(SUM, [Result(FIRST, first), Result(SECOND, second)])
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
    mark = score.mark(SUM, [Result(FIRST, PASSED)])
    assert (mark.points, mark.outcome) == (None, NOT_GRADED)
    assert [result.outcome for result in mark.results] == [PASSED, NOT_GRADED]


def test_an_exercise_without_checks_is_a_grader_error_and_no_zero():
    mark = score.mark(BROKEN, [])
    assert (mark.points, mark.outcome) == (None, GRADER_ERROR)


def test_results_are_put_into_the_order_of_the_checks():
    mark = score.mark(SUM, [Result(SECOND, PASSED), Result(FIRST, FAILED)])
    assert [result.check for result in mark.results] == [FIRST, SECOND]


OTHER = Exercise("03_other", "other.py", (Check("test_it", "It", 50, "x"),))


def row(first: str, other: str) -> score.Row:
    kit = Kit(None, (SUM, OTHER))
    results = {
        "01_sum": [Result(FIRST, first), Result(SECOND, first)],
        "03_other": [Result(OTHER.checks[0], other)],
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
