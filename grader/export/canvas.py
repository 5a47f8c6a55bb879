"""Canvas's gradebook: the CSV that the instructor has exported there, with marks filled in.

The rules are those of Canvas's importer: `Section` is the last of the columns about the student, a
line `Points Possible` comes before the students, `EX` is excused, and a column that Canvas does not
know by its number makes a new assignment. A cell that is as it was changes nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.export.filled import Filled, Target, fill
from grader.export.sheet import Line, Sheet
from grader.score import Row

POINTS = "Points Possible"
READ_ONLY = "(read only)"
EXCUSED = "EX"
WHO = ("Student", "SIS User ID", "SIS Login ID", "Integration ID")
TITLE = re.compile(r"(?P<title>.*)\((?P<id>\d+)\)\s*", re.DOTALL)
WHAT = "the file that Canvas exports under Grades, Export Entire Gradebook"


def fill_canvas(
    sheet: Sheet, rows: list[Row], targets: list[tuple[str, str]], roster: Sheet | None = None
) -> Filled:
    """Fill in the marks of *rows*, out of what each assignment is worth in Canvas.

    Args:
        sheet: what Canvas has exported.
        rows: the students.
        targets: pairs of an exercise, or nothing for the total, and the number of the assignment
            in Canvas.
        roster: see `grader.export.filled.fill`.

    Raises:
        BadInput: it is no such file, or has no such assignment; with the line.

    """
    number, section = sheet.column("ID", WHAT), sheet.column("Section", WHAT)
    points = next((line for line in sheet.lines if POINTS in line[0]), None)
    if points is None:
        raise sheet.wrong(sheet.head.number + 1, f"there is no line '{POINTS}' here; give {WHAT}.")

    who = [i for i, name in enumerate(sheet.columns[:section]) if name in WHO]
    split = sheet.columns.index("FirstName") if "FirstName" in sheet.columns else None

    def names(line: Line) -> Iterator[str]:
        if line.number > points.number:
            yield f"#{line[number].strip()}"
            yield from (line[column] for column in who)
            last, _, first = line[0].partition(",")
            yield f"{first if split is None else line[split]} {last}"

    columns = [_target(sheet, points, section, *target) for target in targets]
    return fill(sheet, rows, columns, names, excused=EXCUSED, numbered=True, roster=roster)


def _target(sheet: Sheet, points: Line, section: int, exercise: str, wanted: str) -> Target:
    found: dict[str, tuple[str, int]] = {}
    for column in range(section + 1, len(sheet.head.cells)):
        match = TITLE.fullmatch(sheet.head[column])
        if match:
            found[match["id"]] = match["title"].strip(), column
    if wanted not in found:
        there = "".join(f"\n  {id}  {title}" for id, (title, _) in found.items())
        raise sheet.wrong(
            sheet.head.number,
            f"there is no assignment with the number {wanted} here, and Canvas would make a new "
            f"one. There {'are:' + there if there else 'is none.'}",
        )
    _, column = found[wanted]
    said = points[column].strip()
    if READ_ONLY in said:
        raise sheet.wrong(points.number, f"the assignment {wanted} is read only in Canvas.")
    return Target(column, exercise, lambda _: sheet.points(points, column))
