"""Canvas's gradebook: the CSV that the instructor has exported there, with marks filled in.

The rules are those of Canvas's importer: the columns about the student come first and end with
`Section`, a line `Points Possible` comes before the students, `EX` is excused, and a column that
Canvas does not know by its number makes a new assignment. A cell that is as it was changes nothing
there. `docs/exports.md` lists the rules and where they were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.export.filled import Filled, Target, fill
from grader.export.sheet import Line, Sheet
from grader.score import Row

POINTS = "Points Possible"
READ_ONLY = re.compile(r"read\s+only")
EXCUSED = "EX"
NOT_THEIRS = "N/A"
"""In the cell of a student to whom the assignment is not given, or who is still anonymous."""

WHO = ("Student", "SIS User ID", "SIS Login ID", "Integration ID")
STUDENT = re.compile(
    "(Student|LastName,FirstName),ID"
    "(,SIS Login ID|,SIS User ID,SIS Login ID(,Integration ID)?(,Root Account)?)?,Section"
)
"""The columns about the student: with others, Canvas takes no file, or takes them for marks."""

TITLE = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.ASCII)
"""What Canvas finds a number in; any other title is a new assignment to it."""

TOTALS = re.compile("(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
"""A column with that anywhere in its title is a total to Canvas, and passed over."""

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
    if sheet.separator not in ",;":
        raise sheet.wrong(1, f"Canvas reads commas or semicolons between cells; give {WHAT}.")
    if not STUDENT.fullmatch(",".join(sheet.columns[: section + 1])):
        raise sheet.wrong(
            sheet.head.number,
            f"the columns up to 'Section' are not those that Canvas takes; give {WHAT}.",
        )
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
    return fill(
        sheet,
        rows,
        columns,
        names,
        excused=EXCUSED,
        not_theirs=NOT_THEIRS,
        numbered=True,
        roster=roster,
    )


def _target(sheet: Sheet, points: Line, section: int, exercise: str, wanted: str) -> Target:
    found: dict[str, list[tuple[str, int]]] = {}
    for column in range(section + 1, len(sheet.head.cells)):
        match = TITLE.fullmatch(sheet.head[column])
        if match:
            found.setdefault(match["id"], []).append((match["title"].strip(), column))
    if wanted not in found:
        there = "".join(f"\n  {id}  {columns[0][0]}" for id, columns in found.items())
        raise sheet.wrong(
            sheet.head.number,
            f"there is no assignment with the number {wanted} here, and Canvas would make a new "
            f"one. There {'are:' + there if there else 'is none.'}",
        )
    (title, column), *others = found[wanted]
    if others:
        raise sheet.wrong(
            sheet.head.number,
            f"there are {1 + len(others)} columns with the number {wanted}; Canvas reads the first "
            "alone.",
        )
    if TOTALS.search(title):
        raise sheet.wrong(
            sheet.head.number,
            f"Canvas takes '{title}' for a total by its name, and reads no marks there; give the "
            "assignment another name in Canvas, and download the file again.",
        )
    if READ_ONLY.search(points[column]):
        raise sheet.wrong(points.number, f"the assignment {wanted} is read only in Canvas.")
    return Target(column, exercise, lambda _: sheet.points(points, column))
