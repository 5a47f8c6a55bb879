"""The files: `marks.csv` for people and spreadsheets, `results.json` for programs.

Both depend on nothing but the kit and the submissions: no times, no folders of this machine.
`docs/grading.md` describes them.
"""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from grader.errors import BadInput
from grader.journal import Result
from grader.kit import Kit
from grader.score import Row, as_text, earned

SCHEMA = 1


def marks_csv(kit: Kit, rows: list[Row]) -> str:
    """A row per student: points of each exercise, total, and what the numbers do not say."""
    names = [exercise.name for exercise in kit.exercises]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            *("student", *names, "total", "max", "outcome"),
            *(f"{name} outcome" for name in names),
            "notes",
        ]
    )
    for row in rows:
        points = ["" if mark.points is None else as_text(mark.points) for mark in row.marks]
        total = "" if row.total is None else as_text(row.total)
        outcomes = [mark.outcome for mark in row.marks]
        notes = "; ".join(f"{mark.exercise.name}: {mark.why}" for mark in row.marks if mark.why)
        most = as_text(row.max)
        writer.writerow([row.student, *points, total, most, row.outcome, *outcomes, notes])
    return text.getvalue()


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


def prepare(out: Path) -> None:
    """Make the folder *out*, and see before hours of work that a file can be written there.

    Raises:
        BadInput: it cannot.

    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=out, prefix=".marks-"):
            pass
    except FileExistsError as error:
        raise BadInput(f"{out} is a file; choose another folder for the marks with -o.") from error
    except OSError as error:
        raise BadInput(
            f"{out} cannot be written to: {error.strerror}. Choose another folder with -o."
        ) from error


def write(out: Path, files: dict[str, str]) -> None:
    """Write *files*, names to texts, into the folder *out*: each is complete, or as it was before.

    Raises:
        BadInput: they cannot be written (the disk is full).

    """
    ready: list[tuple[Path, Path]] = []
    try:
        for name, text in files.items():
            partial = out / f".{name}.{os.getpid()}"
            ready.append((partial, out / name))
            with partial.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        for partial, final in ready:
            partial.replace(final)
    except OSError as error:
        raise BadInput(
            f"The marks cannot be written to {out}: {error.strerror}. What was there is unchanged; "
            "make room or choose another folder with -o, and run the same command again."
        ) from error
    finally:
        for partial, _ in ready:
            partial.unlink(missing_ok=True)
