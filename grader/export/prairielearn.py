"""PrairieLearn's `results.json`, for one student."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.export import said
from grader.result import Result
from grader.score import EXCUSED, Mark, Row, as_text, earned, rounded

BYTES = 1_000_000
"""PrairieLearn takes no larger file."""


def prairielearn_json(row: Row) -> str:
    """The file. Without a total, the submission is not gradable, which costs no attempt."""
    return said.fitting(lambda characters: _grading(row, characters), BYTES)


def _grading(row: Row, characters: int) -> dict[str, Any]:
    """What the file says, with up to so many *characters* of each story."""
    why = said.why_no_total(row)
    if why:
        remarks = said.of_marks(row)
        return {
            "gradable": False,
            "format_errors": [said.cut(line, 500) for line in remarks.splitlines()],
            "message": f"There is no mark: {why}.",
        }
    # Points belong to all tests or to none: what has no number is told in the message.
    counted = [mark for mark in row.marks if mark.points is not None and mark.outcome != EXCUSED]
    tests = [_test(mark, result, characters) for mark in counted for result in mark.results]
    has_points = all("points" in test for test in tests)
    if not has_points:
        tests = [{k: v for k, v in t.items() if k not in ("points", "max_points")} for t in tests]
    assert row.total is not None
    heading = f"{as_text(row.total)} of {as_text(row.max)} points"
    return {
        "gradable": True,
        "score": _share(row.total, row.max),
        "message": heading,
        "output": said.cut(said.of_marks(row), 10 * characters),
        "tests": tests,
    }


def _share(total: float, most: float) -> float:
    return min(1.0, float(Fraction(total) / Fraction(most))) if most else 0.0


def _test(mark: Mark, result: Result, characters: int) -> dict[str, Any]:
    whole = mark.exercise.points
    weight = Fraction(mark.max) / whole if whole else Fraction(1)
    points = earned(result)
    found: dict[str, Any] = {
        "name": f"{mark.exercise.name}: {result.check.title}",
        "description": result.check.name,
        "message": said.cut(result.message, max(characters, 100)),
        "output": said.cut(said.of_check(result), characters),
    }
    if points is not None:
        found["points"] = rounded(points * weight)
        found["max_points"] = rounded(result.check.points * weight)
    return found
