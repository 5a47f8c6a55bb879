"""What results are worth: pure functions from the journal's results to marks.

A mark is a number, or nothing. It is nothing when there is nothing to mark, or when it is not for
the student to answer that no result exists; then it waits for a person. It is never 0 for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.journal import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    NOT_GRADED,
    NOT_SUBMITTED,
    PASSED,
    REFUSED,
    TAMPERED,
    TIMEOUT,
    Result,
)
from grader.kit import Exercise, Kit

BY_URGENCY = (
    GRADER_ERROR,
    NOT_GRADED,
    TAMPERED,
    REFUSED,
    CRASHED,
    TIMEOUT,
    NOT_SUBMITTED,
    FAILED,
    PASSED,
)
"""All outcomes; what needs a person's eye most comes first, and stands for what it is part of."""

UNDECIDED = (REFUSED, TAMPERED, NOT_GRADED, GRADER_ERROR)
"""Outcomes that leave a mark open until a person has looked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One student's mark for one exercise; `points` is None if there is no number to give."""

    exercise: Exercise
    points: int | None
    outcome: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One student's marks; `total` is None while one of them is open, or if none was handed in."""

    student: str
    marks: tuple[Mark, ...]
    total: int | None
    outcome: str

    @property
    def max(self) -> int:
        """The points that all the exercises are worth together."""
        return sum(mark.exercise.points for mark in self.marks)


def earned(result: Result) -> int | None:
    """The points of one check: all of them if it passed, 0 if not, None if there is no saying."""
    if result.outcome in UNDECIDED or result.outcome == NOT_SUBMITTED:
        return None
    return result.check.points if result.outcome == PASSED else 0


def mark(exercise: Exercise, results: Iterable[Result]) -> Mark:
    """Mark one exercise from the results of its checks; a check without one is not graded."""
    known = {result.check.name: result for result in results}
    ordered = tuple(
        known.get(check.name) or Result(check, NOT_GRADED, message="It was not graded yet.")
        for check in exercise.checks
    )
    outcome = most_urgent([result.outcome for result in ordered] or [GRADER_ERROR])
    points = [earned(result) for result in ordered]
    decided = [number for number in points if number is not None]
    return Mark(exercise, sum(decided) if points and points == decided else None, outcome, ordered)


def row(student: str, kit: Kit, results: Callable[[str, Exercise], Iterable[Result]]) -> Row:
    """Mark one student.

    Args:
        student: their name.
        kit: the exercises to mark.
        results: gives the results for a student's name and an exercise.

    """
    marks = tuple(mark(exercise, results(student, exercise)) for exercise in kit.exercises)
    decided = [mark.points for mark in marks if mark.points is not None]
    is_open = any(mark.outcome in UNDECIDED for mark in marks)
    total = sum(decided) if decided and not is_open else None
    return Row(student, marks, total, most_urgent(mark.outcome for mark in marks))


def most_urgent(outcomes: Iterable[str]) -> str:
    """The outcome that stands for all of *outcomes*."""
    return min(outcomes, key=BY_URGENCY.index)
