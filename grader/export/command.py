"""The command `grader export`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import Any

import click

from grader.errors import BadInput
from grader.export import files, results, said
from grader.export.canvas import fill_canvas
from grader.export.check50 import check50_json
from grader.export.classroom import classroom_json
from grader.export.filled import Filled
from grader.export.gradescope import gradescope_json
from grader.export.junit import junit_xml
from grader.export.marks import marks_csv
from grader.export.moodle import fill_gradebook, fill_worksheet
from grader.export.prairielearn import prairielearn_json
from grader.export.results import results_json
from grader.export.sheet import Sheet
from grader.kit import Kit
from grader.score import Row

FINE, OPEN, BAD_INPUT = 0, 1, 2
FILE = click.Path(path_type=Path)

out_folder = click.argument("out", type=FILE)
to_file = click.option("-o", "--output", type=FILE, help="File to write; if not given, print it.")
of_student = click.option("--student", metavar="NAME", help="Whose; needed if OUT has several.")


@click.group(name="export")
def export() -> None:
    """Write the marks in OUT as another system reads them.

    OUT is the folder that `grader grade -o OUT` has written. Nothing is graded: what you see in
    marks.csv is what is exported. What each format holds: docs/exports.md.

    \b
    Examples:
      grader export junit marks -o marks.xml
      grader export canvas marks --template gradebook.csv --assignment 4711 -o upload.csv

    \b
    Exit codes:
      0  it is written
      1  it is written, but something needs your hand, and is said on stderr; or, for Gradescope,
         it is not written, because there is no mark
      2  wrong usage or input
    """  # noqa: D301 - \b is a character, by which click keeps the lines


def _told(command: Callable[..., int]) -> Callable[..., None]:
    """A command that ends with the exit code it returns, and says what was wrong in a sentence."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            code = command(*arguments, **options)
        except BadInput as problem:
            click.echo(f"grader: {problem}", err=True)
            sys.exit(BAD_INPUT)
        sys.exit(code)

    return run


@export.command()
@out_folder
@to_file
@_told
def csv(out: Path, output: Path | None) -> int:
    """A table of the marks: marks.csv again.

    \b
    Example:
      grader export csv marks -o marks.csv
    """  # noqa: D301 - see above
    return _write(output, marks_csv(*_read(out)))


@export.command()
@out_folder
@to_file
@_told
def json(out: Path, output: Path | None) -> int:
    """Every check of every student: results.json.

    docs/results.schema.json describes it.

    \b
    Example:
      grader export json marks | jq '.students[].total'
    """  # noqa: D301 - see above
    return _write(output, results_json(*_read(out)))


@export.command()
@out_folder
@to_file
@_told
def junit(out: Path, output: Path | None) -> int:
    """JUnit XML, for CI systems.

    A test suite for each student, a test case for each check.

    \b
    Example:
      grader export junit marks -o marks.xml
    """  # noqa: D301 - see above
    return _write(output, junit_xml(_read(out)[1]))


@export.command()
@out_folder
@of_student
@to_file
@_told
def gradescope(out: Path, student: str | None, output: Path | None) -> int:
    """What Gradescope reads, for one student.

    Gradescope has no word for a submission without a mark but that there is no such file; so
    there is none then, and the exit code is 1. To grade on Gradescope: grader gradescope build.

    \b
    Example:
      grader export gradescope marks --student 'An Nguyen' -o results.json
    """  # noqa: D301 - see above
    row = said.only(_read(out)[1], student)
    text = gradescope_json(row)
    if text is None:
        why = said.why_no_total(row)
        click.echo(f"{row.student} has no mark ({why}), so nothing was written.", err=True)
        return OPEN
    return _write(output, text)


@export.command()
@out_folder
@of_student
@to_file
@_told
def prairielearn(out: Path, student: str | None, output: Path | None) -> int:
    """What PrairieLearn reads, for one student.

    A submission without a mark is not gradable, which costs the student no attempt.

    \b
    Example:
      grader export prairielearn marks --student 'An Nguyen' -o results.json
    """  # noqa: D301 - see above
    row = said.only(_read(out)[1], student)
    return _write_one(output, row, prairielearn_json(row))


@export.command()
@out_folder
@of_student
@to_file
@_told
def classroom(out: Path, student: str | None, output: Path | None) -> int:
    """What GitHub Classroom reads, for one student.

    Its reporter takes it in base64. Where there is no mark, it reports no points.

    \b
    Example:
      grader export classroom marks --student octocat | base64 -w0
    """  # noqa: D301 - see above
    row = said.only(_read(out)[1], student)
    return _write_one(output, row, classroom_json(row))


@export.command()
@out_folder
@of_student
@to_file
@_told
def check50(out: Path, student: str | None, output: Path | None) -> int:
    """JSON as check50 writes it, for one student.

    A check has passed, has failed, or was not run.

    \b
    Example:
      grader export check50 marks --student 'An Nguyen' -o check50.json
    """  # noqa: D301 - see above
    row = said.only(_read(out)[1], student)
    return _write_one(output, row, check50_json(row))


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
@to_file
@_told
def canvas(out: Path, template: Path, wanted: tuple[str, ...], output: Path | None) -> int:
    """Canvas's gradebook, filled in.

    TEMPLATE with the marks, and nothing else changed. Marks are out of what the assignment is worth
    in Canvas. Who is excused gets EX; the cell of a mark that there is not stays as it was.

    \b
    Examples:
      grader export canvas marks --template gradebook.csv --assignment 4711 -o upload.csv
      grader export canvas marks --template gradebook.csv \\
        --assignment 02_race=4711 --assignment 03_lock=4712 -o upload.csv
    """  # noqa: D301 - see above
    everything, rows = _read(out)
    targets = [_target(everything, one) for one in wanted]
    return _filled(fill_canvas(Sheet.read(template), rows, targets), template, output)


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
@to_file
@_told
def moodle(
    out: Path, template: Path, wanted: tuple[str, ...], points: float | None, output: Path | None
) -> int:
    """Moodle's gradebook, filled in.

    TEMPLATE with the marks, and nothing else changed. The cell of a mark that there is not stays
    as it was; Moodle's import has no word for who is excused.

    \b
    Example:
      grader export moodle marks --template grades.csv \\
        --column 'Assignment: Races (Real)' --points 100 -o upload.csv
    """  # noqa: D301 - see above
    everything, rows = _read(out)
    targets = [_target(everything, one) for one in wanted]
    worth = None if points is None else Fraction(str(points))
    return _filled(fill_gradebook(Sheet.read(template), rows, targets, worth), template, output)


@export.command(name="moodle-worksheet")
@out_folder
@click.option(
    "--template", required=True, type=FILE, help="What Moodle handed out; it stays as it is."
)
@click.option("--exercise", metavar="NN", help="Whose marks; if not given, the total.")
@to_file
@_told
def moodle_worksheet(out: Path, template: Path, exercise: str | None, output: Path | None) -> int:
    """Moodle's grading worksheet, filled in.

    TEMPLATE with the marks, out of its maximum grade, and with feedback if it has that column.

    \b
    Example:
      grader export moodle-worksheet marks --template Grades-CS101-Races.csv -o upload.csv
    """  # noqa: D301 - see above
    everything, rows = _read(out)
    name = everything.select([exercise]).exercises[0].name if exercise else ""
    return _filled(fill_worksheet(Sheet.read(template), rows, name), template, output)


def _read(out: Path) -> tuple[Kit, list[Row]]:
    return results.read(out / results.NAME)


def _target(everything: Kit, wanted: str) -> tuple[str, str]:
    """The exercise, or nothing for the total, and the column that are meant by EXERCISE=COLUMN."""
    exercise, equals, column = wanted.partition("=")
    if not equals:
        return "", wanted
    return everything.select([exercise]).exercises[0].name, column


def _write_one(output: Path | None, row: Row, text: str) -> int:
    _write(output, text)
    for mark in said.open_marks(row):
        click.echo(f"{row.student} {mark.exercise.name}: no mark yet ({mark.outcome}).", err=True)
    return OPEN if said.open_marks(row) else FINE


def _filled(made: Filled, template: Path, output: Path | None) -> int:
    if output is not None and output.exists() and output.samefile(template):
        raise BadInput(f"{output} is the template, which stays as it is; give -o another name.")
    _write(output, made.sheet.as_bytes())
    where = "" if output is None else f"{output}: "
    students = len(made.lines)
    summary = f"{where}{made.marks} marks of {students} students filled in"
    if made.not_submitted:
        summary += f", {made.not_submitted} left as they were: not submitted"
    click.echo(f"{summary}.", err=True)
    for line in made.by_hand:
        click.echo(line, err=True)
    return OPEN if made.by_hand else FINE


def _write(output: Path | None, text: str | bytes) -> int:
    data = text if isinstance(text, bytes) else text.encode()
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        files.write(output.parent, {output.name: data})
    return FINE
