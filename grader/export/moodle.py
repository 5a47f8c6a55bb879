"""Moodle's tables, with marks filled in: the course's gradebook, and an assignment's worksheet.

The rules are those of Moodle's importers. In the gradebook a grade that is too high, or no number,
aborts the whole import, and an empty cell wipes the grade. In the worksheet a line without a grade
is passed over, and so is a grade above the maximum; feedback is HTML. Neither can say that somebody
is excused. Columns are known by their names, which are in the language of whoever exports.
`docs/exports.md` lists the rules and where they were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from html import escape

from grader.export import said
from grader.export.filled import Filled, Names, Target, fill
from grader.export.sheet import Line, Sheet
from grader.score import EXCUSED, Row, as_text

WHO = ("ID number", "Username", "Email address", "Full name")
FIRST, LAST = "First name", "Last name"
EMAIL = "Email address"
GRADEBOOK = "the file that Moodle, in English, exports under Grades, Export, Plain text file"
WORKSHEET = "the file of the assignment's menu, Download grading worksheet, with Moodle in English"
NO_POINTS = ("(Percentage)", "(Letter)")
FEEDBACK = "Feedback comments"


def fill_gradebook(
    sheet: Sheet,
    rows: list[Row],
    targets: list[tuple[str, str]],
    points: Fraction | None,
    roster: Sheet | None = None,
) -> Filled:
    """Fill in the marks of *rows*.

    Args:
        sheet: what Moodle has exported.
        rows: the students.
        targets: pairs of an exercise, or nothing for the total, and the name of a column.
        points: what a column is worth in Moodle; None if it is worth as much as the marks.
        roster: see `grader.export.filled.fill`.

    Raises:
        BadInput: it is no such file, or has no such column; with the line.

    """
    sheet.column(FIRST, GRADEBOOK)
    columns = []
    for exercise, name in targets:
        column = sheet.column(name, "--column with one of them")
        if name.endswith(NO_POINTS):
            raise sheet.wrong(
                sheet.head.number,
                f"'{name}' holds no points; export it from Moodle with grades shown as Real.",
            )
        columns.append(Target(column, exercise, lambda _: points))
    made = fill(sheet, rows, columns, _names(sheet), roster=roster)
    if EMAIL in sheet.columns:
        email = sheet.columns.index(EMAIL)
        made.by_hand += [
            f"{sheet.name}:{line.number}: there is no email address; if you map by it, Moodle "
            "gives what is on this line to the student above. Take the line out."
            for line in sheet.lines
            if not line[email].strip()
        ]
    return made


def fill_worksheet(
    sheet: Sheet, rows: list[Row], exercise: str, roster: Sheet | None = None
) -> Filled:
    """Fill in the marks of *rows* out of the maximum grade, and what is to be said of them.

    Args:
        sheet: what Moodle has handed out for an assignment.
        rows: the students.
        exercise: whose marks; empty for the total.
        roster: see `grader.export.filled.fill`.

    Raises:
        BadInput: it is no such file; with the line.

    """
    number, grade = sheet.column("Identifier", WORKSHEET), sheet.column("Grade", WORKSHEET)
    most = sheet.column("Maximum grade", WORKSHEET)
    sheet.column("Last modified (grade)", WORKSHEET)
    by_name = _names(sheet)

    def names(line: Line) -> Iterator[str]:
        participant = re.search(r"\d+\s*$", line[number])
        if participant:
            yield f"#{participant[0].strip()}"
        yield from by_name(line)

    target = Target(grade, exercise, lambda line: sheet.points(line, most))
    made = fill(sheet, rows, [target], names, numbered=True, roster=roster)
    if FEEDBACK in sheet.columns:
        for row, line in made.lines:
            feedback = _feedback(row, exercise)
            if feedback:
                sheet.fill(line, sheet.columns.index(FEEDBACK), feedback)
    return made


def _names(sheet: Sheet) -> Names:
    who = [i for i, name in enumerate(sheet.columns) if name in WHO]
    both = [sheet.columns.index(name) for name in (FIRST, LAST) if name in sheet.columns]

    def names(line: Line) -> Iterator[str]:
        yield from (line[column] for column in who)
        first_last = [line[column] for column in both]
        yield " ".join(first_last)
        yield " ".join(reversed(first_last))
        yield "".join(reversed(first_last))  # as in 김민준

    return names


def _feedback(row: Row, exercise: str) -> str:
    """What a student is told, in HTML: a line for each exercise; empty if there is no mark yet."""
    marks = [mark for mark in row.marks if exercise in ("", mark.exercise.name)]
    if any(mark.points is None and mark.outcome != EXCUSED for mark in marks) and (
        exercise or row.total is None
    ):
        return ""
    lines = []
    for mark in marks:
        points = "" if mark.points is None else f"{as_text(mark.points)} of {as_text(mark.max)}"
        lines.append(
            f"{mark.exercise.name}: {', '.join(filter(None, (points, said.remark(mark))))}"
        )
        lines += [f"- {r.check.title}: {r.message}" for r in mark.results if r.message and points]
    return "<br>".join(escape("\n".join(lines), quote=False).splitlines())
