"""The JSON that check50 writes, for one student: a check has passed, has failed, or was not run."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from grader.export import said
from grader.result import PASSED, Result
from grader.score import EXCUSED, Mark, Row, earned


def check50_json(row: Row) -> str:
    """The file."""
    names = [mark.exercise.name for mark in row.marks]
    return said.as_json(
        {
            "slug": "+".join(names),
            "version": version("treadle"),
            "results": [_result(mark, result) for mark in row.marks for result in mark.results],
        }
    )


def _result(mark: Mark, result: Result) -> dict[str, Any]:
    excused = mark.outcome == EXCUSED
    not_run = excused or earned(result) is None
    return {
        "name": f"{mark.exercise.name}::{result.check.name}",
        "description": result.check.title,
        "passed": None if not_run else result.outcome == PASSED,
        "log": [] if excused else said.of_check(result).splitlines(),
        "cause": _cause(mark, result, excused),
        "data": {
            "points": None if excused else earned(result),
            "max": result.check.points,
            "outcome": EXCUSED if excused else result.outcome,
            **said.decision(result),
        },
        "dependency": None,
    }


def _cause(mark: Mark, result: Result, excused: bool) -> dict[str, Any] | None:
    if excused:
        return {"rationale": mark.why, "help": None}
    if result.outcome == PASSED:
        return None
    token = f"to see it again: --replay {result.replay}" if result.replay else None
    return {"rationale": result.message or result.outcome, "help": token}
