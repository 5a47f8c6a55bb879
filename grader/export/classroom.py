"""What GitHub Classroom's autograding reporter reads, for one student.

The reporter adds up the scores of the tests, so what a course made of the points is a test of its
own. It reports no points at all where `max_score` is 0; so it is where there is no total.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.export import said
from grader.result import FAILED, NOT_SUBMITTED, PASSED, Result
from grader.score import EXCUSED, Mark, Row, as_text, earned, rounded

VERSION = 3
"""Of the format; GitHub's own grader of Python tests writes this one."""

BYTES = 90_000
"""In base64 it becomes one variable of the environment, which on Linux ends at 128 KiB."""

PASS, FAIL, ERROR = "pass", "fail", "error"
STATUS = {PASSED: PASS, FAILED: FAIL}


def classroom_json(row: Row) -> str:
    """The file, which goes to the reporter in base64."""
    return said.fitting(lambda characters: _report(row, characters), BYTES)


def _report(row: Row, characters: int) -> dict[str, Any]:
    """What the file says, with up to so many *characters* of each story."""
    why = said.why_no_total(row)
    counted = [mark for mark in row.marks if mark.outcome != EXCUSED]
    tests = [
        _test(mark, result, number, characters, counts=not why)
        for number, mark in enumerate(counted, 1)
        for result in mark.results
    ]
    heading = "" if row.total is None else f"{as_text(row.total)} of {as_text(row.max)} points"
    if not why:
        tests += _corrections(counted)
    message = "\n".join(filter(None, (heading or f"no mark: {why}", said.of_marks(row))))
    return {
        "version": VERSION,
        "status": ERROR if why else PASS if row.total == row.max else FAIL,
        "message": said.cut(message, 10 * characters + 500),
        "max_score": 0 if why else row.max,
        "tests": tests,
    }


def broken_json(why: str) -> str:
    """The file that says that nothing was graded."""
    report = {"version": VERSION, "status": ERROR, "message": why, "max_score": 0, "tests": []}
    return said.as_json(report)


def _test(
    mark: Mark, result: Result, number: int, characters: int, *, counts: bool
) -> dict[str, Any]:
    points = earned(result)
    return {
        "name": f"{mark.exercise.name}: {result.check.title}",
        "status": STATUS.get(result.outcome, ERROR),
        "message": said.cut(result.message, max(characters, 100)),
        "test_code": f"pytest {mark.exercise.name} -k {result.check.name}",
        "task_id": number,
        "filename": mark.exercise.module,
        "line_no": 0,
        "duration": 0,
        "score": _weighed(mark, points) if counts and points is not None else 0,
        "output": said.cut(said.of_check(result), characters),
    }


def _corrections(marks: list[Mark]) -> list[dict[str, Any]]:
    """For each mark that is not the sum of its checks a test that makes up for it."""
    found = []
    for number, mark in enumerate(marks, 1):
        tested = sum(
            (Fraction(_weighed(mark, earned(result) or 0)) for result in mark.results),
            Fraction(0),
        )
        missing = rounded(Fraction(mark.points or 0) - tested)
        if missing or (mark.why and mark.outcome != NOT_SUBMITTED):
            found.append(
                {
                    "name": f"{mark.exercise.name}: {mark.why or 'rounded'}",
                    "status": FAIL if missing < 0 else PASS,
                    "message": mark.why,
                    "test_code": "course.toml",
                    "task_id": number,
                    "filename": "course.toml",
                    "line_no": 0,
                    "duration": 0,
                    "score": missing,
                    "output": mark.why,
                }
            )
    return found


def _weighed(mark: Mark, points: int) -> float:
    whole = mark.exercise.points
    return rounded(points * Fraction(mark.max) / whole) if whole else points
