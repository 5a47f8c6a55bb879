"""The command `grader`."""

from __future__ import annotations

import sys

import click

from grader.doctor_command import doctor
from grader.export.table_command import export
from grader.grade_command import grade
from grader.nbgrader.commands import nbgrader
from grader.platforms.command import classroom, gradescope, prairielearn
from grader.review_command import review
from treadle.text import LOOK_ALIKE


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Grade what students handed in for the exercises.

    \b
    Examples:
      grader grade submissions
      grader review marks
      grader export canvas marks --template gradebook.csv --assignment 4711 -o upload.csv
    """  # noqa: D301 - \b is a character, by which click keeps the lines
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=LOOK_ALIKE)  # a terminal that knows no é must not stop us


for command in (grade, review, doctor, export, gradescope, prairielearn, classroom, nbgrader):
    main.add_command(command)
