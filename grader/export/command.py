"""The command `grader export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.ending import FINE, OPEN, ending
from grader.errors import BadInput
from grader.export import files, results, said
from grader.export.check50 import check50_json
from grader.export.classroom import classroom_json
from grader.export.gradescope import gradescope_json
from grader.export.junit import junit_xml
from grader.export.marks import marks_csv
from grader.export.prairielearn import prairielearn_json
from grader.export.results import results_json
from grader.kit import Kit
from grader.score import Row

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


@export.command()
@out_folder
@to_file
@ending()
def csv(out: Path, output: Path | None) -> int:
    """A table of the marks: marks.csv again.

    \b
    Example:
      grader export csv marks -o marks.csv
    """  # noqa: D301 - see above
    return write(output, marks_csv(*read(out)))


@export.command()
@out_folder
@to_file
@ending()
def json(out: Path, output: Path | None) -> int:
    """Every check of every student: results.json.

    docs/results.schema.json describes it.

    \b
    Example:
      grader export json marks | jq '.students[].total'
    """  # noqa: D301 - see above
    return write(output, results_json(*read(out)))


@export.command()
@out_folder
@to_file
@ending()
def junit(out: Path, output: Path | None) -> int:
    """JUnit XML, for CI systems.

    A test suite for each student, a test case for each check.

    \b
    Example:
      grader export junit marks -o marks.xml
    """  # noqa: D301 - see above
    return write(output, junit_xml(read(out)[1]))


@export.command()
@out_folder
@of_student
@to_file
@ending()
def gradescope(out: Path, student: str | None, output: Path | None) -> int:
    """What Gradescope reads, for one student.

    Gradescope has no word for a submission without a mark but that there is no such file; so
    there is none then, and the exit code is 1. To grade on Gradescope: grader gradescope build.

    \b
    Example:
      grader export gradescope marks --student 'An Nguyen' -o results.json
    """  # noqa: D301 - see above
    row = said.only(read(out)[1], student)
    text = gradescope_json(row)
    if text is None:
        why = said.why_no_total(row)
        click.echo(f"{row.student} has no mark ({why}), so nothing was written.", err=True)
        return OPEN
    return write(output, text)


@export.command()
@out_folder
@of_student
@to_file
@ending()
def prairielearn(out: Path, student: str | None, output: Path | None) -> int:
    """What PrairieLearn reads, for one student.

    A submission without a mark is not gradable, which costs the student no attempt.

    \b
    Example:
      grader export prairielearn marks --student 'An Nguyen' -o results.json
    """  # noqa: D301 - see above
    row = said.only(read(out)[1], student)
    return _write_one(output, row, prairielearn_json(row))


@export.command()
@out_folder
@of_student
@to_file
@ending()
def classroom(out: Path, student: str | None, output: Path | None) -> int:
    """What GitHub Classroom reads, for one student.

    Its reporter takes it in base64. Where there is no mark, it reports no points.

    \b
    Example:
      grader export classroom marks --student octocat | base64 -w0
    """  # noqa: D301 - see above
    row = said.only(read(out)[1], student)
    return _write_one(output, row, classroom_json(row))


@export.command()
@out_folder
@of_student
@to_file
@ending()
def check50(out: Path, student: str | None, output: Path | None) -> int:
    """JSON as check50 writes it, for one student.

    A check has passed, has failed, or was not run.

    \b
    Example:
      grader export check50 marks --student 'An Nguyen' -o check50.json
    """  # noqa: D301 - see above
    row = said.only(read(out)[1], student)
    return _write_one(output, row, check50_json(row))


def read(out: Path) -> tuple[Kit, list[Row]]:
    """The marks in the folder *out*."""
    return results.read(out / results.NAME)


def _write_one(output: Path | None, row: Row, text: str) -> int:
    write(output, text)
    for mark in said.open_marks(row):
        click.echo(f"{row.student} {mark.exercise.name}: no mark yet ({mark.outcome}).", err=True)
    return OPEN if said.open_marks(row) else FINE


def write(output: Path | None, text: str | bytes) -> int:
    """Write *text* to a file, or print it."""
    data = text if isinstance(text, bytes) else text.encode()
    if output is None and sys.stdout is None:
        raise BadInput("There is nowhere to print it: standard output is closed. Give a file, -o.")
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        files.write(output.parent, {output.name: data})
    return FINE
