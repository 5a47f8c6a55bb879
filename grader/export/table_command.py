"""The commands of `grader export` that fill in a table of the instructor's."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from grader.ending import FINE, OPEN, ending
from grader.errors import BadInput
from grader.export.canvas import fill_canvas
from grader.export.command import (
    FILE,
    export,
    out_folder,
    read,
    to_file,
    write,
)
from grader.export.filled import Filled
from grader.export.moodle import fill_gradebook, fill_worksheet
from grader.export.sheet import Sheet
from grader.kit import Kit

__all__ = ["export"]

of_roster = click.option(
    "--roster",
    type=FILE,
    help="A CSV with a line for each student that has the name here and one there.",
)


@export.command()
@out_folder
@click.option(
    "--template", required=True, type=FILE, help="What Canvas exported; it stays as it is."
)
@click.option(
    "--assignment",
    "wanted",
    required=True,
    multiple=True,
    metavar="[EXERCISE=]NUMBER",
    help="The number in the column's title; without EXERCISE it gets the total. May be repeated.",
)
@of_roster
@to_file
@ending()
def canvas(
    out: Path, template: Path, wanted: tuple[str, ...], roster: Path | None, output: Path | None
) -> int:
    """Canvas's gradebook, filled in.

    TEMPLATE with the marks, and nothing else changed. Marks are out of what the assignment is worth
    in Canvas. Who is excused gets EX; the cell of a mark that there is not stays as it was.

    \b
    Examples:
      grader export canvas marks --template gradebook.csv --assignment 4711 -o upload.csv
      grader export canvas marks --template gradebook.csv \\
        --assignment 02_race=4711 --assignment 03_lock=4712 -o upload.csv
    """  # noqa: D301 - see above
    everything, rows = read(out)
    targets = [_target(everything, one) for one in wanted]
    made = fill_canvas(Sheet.read(template), rows, targets, _roster(roster))
    return _filled(made, template, output)


@export.command()
@out_folder
@click.option(
    "--template", required=True, type=FILE, help="What Moodle exported; it stays as it is."
)
@click.option(
    "--column",
    "wanted",
    required=True,
    multiple=True,
    metavar="[EXERCISE=]NAME",
    help="The column to fill; without EXERCISE it gets the total. May be repeated.",
)
@click.option(
    "--points",
    type=click.FloatRange(min=0, min_open=True),
    help="What a column is worth in Moodle, as its file does not say; if not given, the marks "
    "are not converted.",
)
@of_roster
@to_file
@ending()
def moodle(
    out: Path,
    template: Path,
    wanted: tuple[str, ...],
    points: float | None,
    roster: Path | None,
    output: Path | None,
) -> int:
    """Moodle's gradebook, filled in.

    TEMPLATE with the marks, and nothing else changed. The cell of a mark that there is not stays
    as it was; Moodle's import has no word for who is excused.

    \b
    Example:
      grader export moodle marks --template grades.csv \\
        --column 'Assignment: Races (Real)' --points 100 -o upload.csv
    """  # noqa: D301 - see above
    everything, rows = read(out)
    targets = [_target(everything, one) for one in wanted]
    worth = None if points is None else Fraction(str(points))
    made = fill_gradebook(Sheet.read(template), rows, targets, worth, _roster(roster))
    return _filled(made, template, output)


@export.command(name="moodle-worksheet")
@out_folder
@click.option(
    "--template", required=True, type=FILE, help="What Moodle handed out; it stays as it is."
)
@click.option("--exercise", metavar="NN", help="Whose marks; if not given, the total.")
@of_roster
@to_file
@ending()
def moodle_worksheet(
    out: Path, template: Path, exercise: str | None, roster: Path | None, output: Path | None
) -> int:
    """Moodle's grading worksheet, filled in.

    TEMPLATE with the marks, out of its maximum grade, and with feedback if it has that column.

    \b
    Example:
      grader export moodle-worksheet marks --template Grades-CS101-Races.csv -o upload.csv
    """  # noqa: D301 - see above
    everything, rows = read(out)
    name = everything.select([exercise]).exercises[0].name if exercise else ""
    made = fill_worksheet(Sheet.read(template), rows, name, _roster(roster))
    return _filled(made, template, output)


def _roster(path: Path | None) -> Sheet | None:
    return None if path is None else Sheet.read(path)


def _target(everything: Kit, wanted: str) -> tuple[str, str]:
    """The exercise, or nothing for the total, and the column that are meant by EXERCISE=COLUMN."""
    exercise, equals, column = wanted.partition("=")
    if not equals:
        return "", wanted
    return everything.select([exercise]).exercises[0].name, column


def _filled(made: Filled, template: Path, output: Path | None) -> int:
    if output is not None and output.exists() and output.samefile(template):
        raise BadInput(f"{output} is the template, which stays as it is; give -o another name.")
    write(output, made.sheet.as_bytes())
    where = "" if output is None else f"{output}: "
    students = len(made.lines)
    summary = f"{where}{made.marks} marks of {students} students filled in"
    if made.not_submitted:
        summary += f", {made.not_submitted} left as they were: not submitted"
    click.echo(f"{summary}.", err=True)
    for line in made.by_hand:
        click.echo(line, err=True)
    return OPEN if made.by_hand else FINE
