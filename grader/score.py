"""What results are worth: pure functions from the journal's results to marks.

A mark is a number, or nothing. It is nothing when there is nothing to mark, or when it is not for
the student to answer that no result exists; then it waits for a person. It is never 0 for that.

The points of the checks become a mark in this order: the weight of the exercise, what lateness
costs, the best attempt if the course says so, and at last what a person has set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.course import BEST, DAY, Course
from grader.kit import Exercise, Kit
from grader.result import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    NOT_GRADED,
    NOT_SUBMITTED,
    PASSED,
    REFUSED,
    REJECTED,
    TAMPERED,
    TIMEOUT,
    Attempt,
    Result,
)

OVERRIDDEN = "overridden"
"""The outcome of a mark that a person has set; no check has it."""

EXCUSED = "excused"
"""The outcome of what a person has excused the student from; no check has it."""

BY_URGENCY = (
    GRADER_ERROR,
    NOT_GRADED,
    TAMPERED,
    REJECTED,
    REFUSED,
    CRASHED,
    TIMEOUT,
    NOT_SUBMITTED,
    OVERRIDDEN,
    EXCUSED,
    FAILED,
    PASSED,
)
"""All outcomes; what needs a person's eye most comes first, and stands for what it is part of."""

UNDECIDED = (REFUSED, REJECTED, TAMPERED, NOT_GRADED, GRADER_ERROR)
"""Outcomes that leave a mark open until a person has looked."""


PLAIN = Course()
"""A course that says nothing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One student's mark for one exercise.

    Attributes:
        points: the mark; None if there is no number to give.
        max: what the exercise is worth.
        taken_off: what lateness cost.
        why: what was done to the points of the checks, in words; empty if nothing was.

    """

    exercise: Exercise
    points: float | None
    outcome: str
    results: tuple[Result, ...]
    max: float
    taken_off: float = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One student's marks; `total` is None while one of them is open, or if none was handed in."""

    student: str
    marks: tuple[Mark, ...]
    total: float | None
    outcome: str

    @property
    def max(self) -> float:
        """The points that all the exercises are worth together, without what is excused."""
        return _sum(mark.max for mark in self.marks if mark.outcome != EXCUSED)


def earned(result: Result) -> int | None:
    """The points of one check: all of them if it passed, 0 if not, None if there is no saying."""
    if result.outcome in UNDECIDED or result.outcome == NOT_SUBMITTED:
        return None
    return result.check.points if result.outcome == PASSED else 0


def mark(exercise: Exercise, attempt: Attempt, course: Course) -> Mark:
    """Mark one attempt at an exercise; a check without a result is not graded."""
    known = {result.check.name: result for result in attempt.results}
    ordered = tuple(
        known.get(check.name) or Result(check, NOT_GRADED, message="It was not graded yet.")
        for check in exercise.checks
    )
    outcome = most_urgent([result.outcome for result in ordered] or [GRADER_ERROR])
    points = [earned(result) for result in ordered]
    decided = [number for number in points if number is not None]
    most = course.most(exercise)
    made = Mark(exercise, None, outcome, ordered, rounded(most))
    if not points or points != decided:
        return made
    full = sum(decided) * course.weights.get(exercise.name, Fraction(1))
    late = course.lateness(exercise, attempt.handed_in)
    if late is None:
        return replace(made, points=rounded(full))
    left = max(Fraction(0), full - course.late.share(late) * most)
    taken_off = rounded(_cents(full) - _cents(left))
    days = -(-late // DAY)
    why = f"{days} {'day' if days == 1 else 'days'} late: {as_text(taken_off)} taken off"
    return replace(made, points=rounded(left), taken_off=taken_off, why=why)


def counted(exercise: Exercise, attempts: Iterable[Attempt], course: Course) -> Mark:
    """The mark that counts of all the *attempts* at an exercise, of which the last is the present.

    A present attempt that is open stays open, however good those before it were.
    """
    *before, present = [mark(exercise, one, course) for one in attempts] or [
        mark(exercise, Attempt(), course)
    ]
    if course.attempts != BEST or present.outcome in UNDECIDED:
        return present
    best = max(
        [present, *reversed(before)], key=lambda one: -1 if one.points is None else one.points
    )
    if best is present:
        return present
    position = before.index(best) + 1
    said = f"attempt {position} of {len(before) + 1}, the best"
    return replace(best, why="; ".join(filter(None, (said, best.why))))


def overridden(made: Mark, student: str, course: Course) -> Mark:
    """What a person has set for *student* in place of the mark that was *made*, if anything."""
    override = course.overrides.get((student, made.exercise.name))
    if override is None:
        return made
    was = made.outcome if made.points is None else as_text(made.points)
    if override.points is None:
        said = f"excused, was {was}: {override.reason}"
        return replace(made, points=None, outcome=EXCUSED, taken_off=0, why=said)
    points = rounded(override.points)
    return replace(
        made,
        points=points,
        outcome=OVERRIDDEN,
        taken_off=0,
        why=f"set to {as_text(points)}, was {was}: {override.reason}",
    )


def row(
    student: str,
    kit: Kit,
    attempts: Callable[[str, Exercise], Iterable[Attempt]],
    course: Course = PLAIN,
) -> Row:
    """Mark one student.

    Args:
        student: their name.
        kit: the exercises to mark.
        attempts: gives what was handed in by a student of that name for an exercise; what counts
            now is last.
        course: what the exercises are worth.

    """
    marks = tuple(
        overridden(counted(exercise, attempts(student, exercise), course), student, course)
        for exercise in kit.exercises
    )
    return Row(student, marks, total(marks), most_urgent(mark.outcome for mark in marks))


def total(marks: Iterable[Mark]) -> float | None:
    """The sum of *marks*; None while one of them is open, or if there is no number among them."""
    marks = list(marks)
    decided = [mark.points for mark in marks if mark.points is not None]
    is_open = any(mark.outcome in UNDECIDED for mark in marks)
    return _sum(decided) if decided and not is_open else None


def rounded(points: Fraction) -> float:
    """*points* to two places; a whole number if it is one."""
    cents = _cents(points)
    return int(cents) if cents.denominator == 1 else float(cents)


def as_text(points: float) -> str:
    """*points* as people write them: `80`, `7.5`."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _sum(points: Iterable[float]) -> float:
    """The sum, to two places, of what has two places: without the dust of binary fractions."""
    return rounded(sum(map(_cents, points), Fraction(0)))


def _cents(points: float | Fraction) -> Fraction:
    return round(Fraction(points), 2)


def most_urgent(outcomes: Iterable[str]) -> str:
    """The outcome that stands for all of *outcomes*."""
    return min(outcomes, key=BY_URGENCY.index)
