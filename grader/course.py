"""What a course makes of the points: weights, due dates, lateness, attempts, overrides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from grader.collect import LATE
from grader.kit import Exercise

BEST, LAST = "best", "last"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Late:
    """What lateness costs.

    Attributes:
        per_day: percent of what the exercise is worth, for each day begun after the grace.
        grace_days: so many days late cost nothing.
        cut_off_days: what is later than this many days is worth nothing; None if there is no end.

    """

    per_day: Fraction = Fraction(0)
    grace_days: Fraction = Fraction(0)
    cut_off_days: Fraction | None = None

    def share(self, late: timedelta) -> Fraction:
        """What *late* costs, as a part of what the exercise is worth: from 0 to 1."""
        days = Fraction(late // timedelta(microseconds=1), DAY // timedelta(microseconds=1))
        if self.cut_off_days is not None and days > self.cut_off_days:
            return Fraction(1)
        begun = -((self.grace_days - days) // 1)
        return min(Fraction(1), max(begun, 0) * self.per_day / 100)


@dataclass(frozen=True, slots=True)
class Override:
    """A mark that a person has set, and why; without points, the student is excused."""

    points: Fraction | None
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """What a course says of its exercises; with nothing said, the points of the checks count.

    Attributes:
        late: what lateness costs.
        attempts: `BEST` or `LAST`: which of the things a student handed in counts.
        weights: by what the points of an exercise are multiplied; 1 if it is not there.
        due: when an exercise is due.
        overrides: by student and exercise.

    """

    late: Late = Late()
    attempts: str = LAST
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)
    overrides: Mapping[tuple[str, str], Override] = field(default_factory=dict)

    def most(self, exercise: Exercise) -> Fraction:
        """What *exercise* is worth."""
        return exercise.points * self.weights.get(exercise.name, Fraction(1))

    def lateness(self, exercise: Exercise, handed_in: str) -> timedelta | None:
        """How late something is that was handed in then; None if it is in time or nobody knows.

        What the course's system only calls late is late by the least that it can be.
        """
        if handed_in == LATE:
            return timedelta(microseconds=1)
        due = self.due.get(exercise.name)
        if not handed_in or due is None:
            return None
        late = datetime.fromisoformat(handed_in) - due
        return late if late > timedelta(0) else None
