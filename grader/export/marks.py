"""`marks.csv`: a table of the marks, for people and spreadsheets."""

from __future__ import annotations

import csv
import io

from grader.kit import Kit
from grader.score import Row, as_text

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins like this is calculated by spreadsheets, whoever wrote it."""


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
        who, notes = as_cell(row.student), as_cell(notes)
        writer.writerow([who, *points, total, most, row.outcome, *outcomes, notes])
    return text.getvalue()


def as_cell(text: str) -> str:
    """*text* as a spreadsheet takes it for text: with an apostrophe before what begins a formula.

    See "CSV Injection" of OWASP.
    """
    return f"'{text}" if text.startswith(FORMULA) else text
