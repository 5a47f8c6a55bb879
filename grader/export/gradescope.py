"""Gradescope's `results.json`, for one student.

Gradescope knows no submission without a score: it takes a missing file as "not graded", and shows
the instructor what the autograder has printed. So where there is no total there is no file.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.export import said
from grader.result import NOT_SUBMITTED, PASSED, Result
from grader.score import EXCUSED, Mark, Row, as_text, earned, rounded


def gradescope_json(row: Row) -> str | None:
    """The file, or None if there is no total."""
    if row.total is None:
        return None
    tests = [
        _test(mark, result, f"{i}.{j}")
        for i, mark in enumerate(row.marks, 1)
        for j, result in enumerate(mark.results, 1)
    ]
    most = as_text(row.max)
    heading = f"{as_text(row.total)} of {most} points"
    return said.as_json(
        {
            "score": row.total,
            "output": "\n".join(filter(None, (heading, said.of_marks(row)))),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "extra_data": {"outcome": row.outcome, "max": row.max},
            "tests": tests,
        }
    )


def _test(mark: Mark, result: Result, number: str) -> dict[str, Any]:
    points = earned(result)
    found: dict[str, Any] = {
        "name": f"{mark.exercise.name}: {result.check.title}",
        "name_format": "text",
        "number": number,
        "max_score": _weighed(mark, result.check.points),
        "output": said.of_check(result),
        "output_format": "text",
        "tags": [mark.exercise.name],
        "visibility": "visible",
        "extra_data": {
            "check": result.check.name,
            "outcome": EXCUSED if mark.outcome == EXCUSED else result.outcome,
            **said.decision(result),
        },
    }
    if mark.outcome == EXCUSED:
        found["output"] = mark.why
    elif points is not None:
        found["score"] = _weighed(mark, points)
        found["status"] = "passed" if result.outcome == PASSED else "failed"
    elif result.outcome == NOT_SUBMITTED:
        found["status"] = "failed"
    return found


def _weighed(mark: Mark, points: int) -> float:
    """*points* of a check, as they count with the weight of its exercise."""
    whole = mark.exercise.points
    return rounded(points * Fraction(mark.max) / whole) if whole else points
