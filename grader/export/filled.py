"""Filling marks into a table of an instructor: what is common to the systems that hand one out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from grader.collect import printable
from grader.export import said
from grader.export.sheet import Line, Sheet
from grader.score import EXCUSED, UNDECIDED, Row, as_text, rounded

Names = Callable[[Line], Iterable[str]]
"""Gives all that the student on a line may be called by; a number of the system's with a `#`."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where marks go.

    Attributes:
        column: the position of the column.
        exercise: whose marks; empty for the total.
        points: what the column is worth on a line; None if it is worth as much as the marks.

    """

    column: int
    exercise: str
    points: Callable[[Line], Fraction | None]


@dataclass(slots=True)
class Filled:
    """A table that was filled in, and what a person has to know of it.

    Attributes:
        lines: the students that are in it.
        marks: how many cells have a mark now.
        not_submitted: how many marks there are not, because nothing was handed in.
        by_hand: a sentence for each thing that a person has to look at.

    """

    sheet: Sheet
    lines: list[tuple[Row, Line]] = field(default_factory=list)
    marks: int = 0
    not_submitted: int = 0
    by_hand: list[str] = field(default_factory=list)


def fill(
    sheet: Sheet,
    rows: list[Row],
    targets: list[Target],
    names: Names,
    *,
    excused: str = "",
    not_theirs: str = "",
    numbered: bool = False,
    roster: Sheet | None = None,
) -> Filled:
    """Fill in what *rows* are worth; the cell of a mark that there is not stays as it is.

    Args:
        sheet: where.
        rows: the students.
        targets: the columns.
        names: by what to find a student.
        excused: what stands for being excused; empty if the system has no word for it.
        not_theirs: what a cell says if the system takes no mark for that student there.
        numbered: whether a number at the end of a student's name is the system's own.
        roster: a table in which a line has all the names of a student, in whatever columns.

    Raises:
        BadInput: a student may be meant by several lines, or several students by one.

    """
    made = Filled(sheet)
    known = {row.student: _known_by(row.student, numbered=numbered) for row in rows}
    for student, more in _other_names(roster, known).items():
        known[student] += more
    made.lines, strangers = _match(sheet, rows, names, known)
    made.by_hand += [f"{row.student} is not in {sheet.name}." for row in strangers]
    for row, line in made.lines:
        for target in targets:
            mark, outcome = _worth(row, target, line)
            if outcome == EXCUSED:
                mark = excused
            old = printable(line[target.column].strip())
            stays = f"; the cell says {old} as before" if old not in ("", "-") else ""
            if mark and old and old == not_theirs:
                made.by_hand.append(
                    f"{row.student} has {mark}, but the cell says {old}: no mark is taken there."
                )
            elif mark:
                sheet.fill(line, target.column, mark)
                made.marks += 1
            elif outcome == EXCUSED:
                made.by_hand.append(f"{row.student} is excused: say so there by hand{stays}.")
            elif outcome in UNDECIDED:
                made.by_hand.append(f"{row.student} has no mark yet ({outcome}){stays}.")
            else:
                made.not_submitted += 1
    return made


def _worth(row: Row, target: Target, line: Line) -> tuple[str, str]:
    """The mark that goes to *target*, by what the column is worth there, and its outcome."""
    if target.exercise:
        mark = next(mark for mark in row.marks if mark.exercise.name == target.exercise)
        points, most, outcome = mark.points, mark.max, mark.outcome
    else:
        points, most, outcome = row.total, row.max, said.why_no_total(row)
    if points is None:
        return "", outcome
    there = target.points(line)
    share = there / Fraction(most) if there is not None and most else Fraction(1)
    return as_text(rounded(Fraction(points) * share)), outcome


def _match(
    sheet: Sheet, rows: list[Row], names: Names, known: dict[str, list[str]]
) -> tuple[list[tuple[Row, Line]], list[Row]]:
    """The students with their lines, and those who have none; *known* is by what they may be."""
    lines: dict[str, list[Line]] = {}
    for line in sheet.lines:
        for name in {_plain(name) for name in names(line)} - {""}:
            lines.setdefault(name, []).append(line)
    found: list[tuple[Row, Line]] = []
    missing: list[Row] = []
    taken: dict[int, str] = {}
    for row in rows:
        fitting = {line.number: line for name in known[row.student] for line in lines.get(name, ())}
        if not fitting:
            missing.append(row)
            continue
        first, *others = fitting.values()
        if others:
            raise sheet.wrong(
                others[0].number,
                f"{row.student} may be this one, or the one on line {first.number}.",
            )
        if first.number in taken:
            raise sheet.wrong(
                first.number, f"this one may be {taken[first.number]}, or {row.student}."
            )
        taken[first.number] = row.student
        found.append((row, first))
    return found, missing


def _known_by(student: str, *, numbered: bool) -> list[str]:
    """By what a student may be found; names in downloads end with the system's number."""
    name, _, number = student.rpartition("_")
    if not name or not number.isdigit():
        return [_plain(student)]
    if numbered:
        return [f"#{number}", _plain(student)]
    return [_plain(student), _plain(name)]


def _other_names(roster: Sheet | None, known: dict[str, list[str]]) -> dict[str, list[str]]:
    """What else the students are called, by the lines of *roster* that have one of their names."""
    found: dict[str, list[str]] = {}
    if roster is None:
        return found
    lines: dict[str, list[Line]] = {}
    for line in roster.lines:
        for name in {_plain(line[column]) for column in range(len(line.cells))} - {""}:
            lines.setdefault(name, []).append(line)
    for student, names in known.items():
        meant = [line for name in names for line in lines.get(name, [])]
        if len({line.number for line in meant}) > 1:
            raise roster.wrong(
                meant[1].number, f"{student} may be this one, or the one on line {meant[0].number}."
            )
        for line in meant[:1]:
            cells = [_plain(line[column]) for column in range(len(line.cells))]
            found[student] = [cell for cell in cells if cell and cell not in names]
    return found


def _plain(name: str) -> str:
    """*name*, however its accents are written and whatever blanks are in it."""
    return unicodedata.normalize("NFC", " ".join(name.split()))
