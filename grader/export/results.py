"""`results.json`: every check of every student; it can be read back, and all exports come of it.

Its schema is `docs/results.schema.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader.errors import BadInput
from grader.kit import Check, Exercise, Kit
from grader.result import FIELDS, Result
from grader.score import Mark, Row, earned

NAME = "results.json"
SCHEMA = 1


def results_json(kit: Kit, rows: list[Row]) -> str:
    """Everything that is known of every check of every student."""
    exercises = [
        {
            "exercise": exercise.name,
            "module": exercise.module,
            "max": exercise.points,
            "checks": [
                {"check": check.name, "title": check.title, "points": check.points}
                for check in exercise.checks
            ],
        }
        for exercise in kit.exercises
    ]
    students = [
        {
            "student": row.student,
            "total": row.total,
            "max": row.max,
            "outcome": row.outcome,
            "exercises": [
                {
                    "exercise": mark.exercise.name,
                    "points": mark.points,
                    "max": mark.max,
                    "outcome": mark.outcome,
                    "taken_off": mark.taken_off,
                    "why": mark.why,
                    "checks": [_check(result) for result in mark.results],
                }
                for mark in row.marks
            ],
        }
        for row in rows
    ]
    everything = {"schema": SCHEMA, "kit": {"exercises": exercises}, "students": students}
    return json.dumps(everything, ensure_ascii=False, indent=1) + "\n"


def _check(result: Result) -> dict[str, Any]:
    return {
        "check": result.check.name,
        "title": result.check.title,
        "points": earned(result),
        "max": result.check.points,
        "outcome": result.outcome,
        "verdict": result.verdict,
        "kind": result.kind,
        "message": result.message,
        "proved": result.proved,
        "schedules": result.schedules,
        "replay": result.replay,
        "story": result.story,
        "sandbox": result.sandbox,
    }


def read(path: Path) -> tuple[Kit, list[Row]]:
    """Read what `results_json` has written; of the kit as much as is told there.

    Raises:
        BadInput: there is no such file, or it is no `results.json` of this version.

    """
    try:
        said = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise BadInput(
            f"There are no marks in {path.parent}: grade first, with -o {path.parent}."
        ) from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise BadInput(
            f"{path} is no JSON: {error}. Grade again, and it is written anew."
        ) from None
    version = said.get("schema") if isinstance(said, dict) else None
    if version != SCHEMA:
        raise BadInput(
            f"{path} has schema {version}, and this grader knows {SCHEMA}. "
            "Grade again, and it is written anew."
        )
    try:
        exercises = {one["exercise"]: _exercise(one) for one in said["kit"]["exercises"]}
        rows = [_row(student, exercises) for student in said["students"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            f"{path} is damaged ({type(error).__name__}: {error}). "
            "Grade again, and it is written anew."
        ) from None
    return Kit(Path(), tuple(exercises.values())), rows


def _exercise(said: dict[str, Any]) -> Exercise:
    checks = [
        Check(c["check"], c["title"], c["points"], f"{said['exercise']}::{c['check']}")
        for c in said["checks"]
    ]
    return Exercise(said["exercise"], said["module"], tuple(checks))


def _row(said: dict[str, Any], exercises: dict[str, Exercise]) -> Row:
    marks = tuple(
        Mark(
            *(exercises[one["exercise"]], one["points"], one["outcome"]),
            tuple(_result(check, exercises[one["exercise"]]) for check in one["checks"]),
            *(one["max"], one["taken_off"], one["why"]),
        )
        for one in said["exercises"]
    )
    return Row(said["student"], marks, said["total"], said["outcome"])


def _result(said: dict[str, Any], exercise: Exercise) -> Result:
    [check] = [check for check in exercise.checks if check.name == said["check"]]
    return Result(check, **{field: said[field] for field in FIELDS})
