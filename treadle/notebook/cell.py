"""The module in the text of a notebook's cell.

Every line keeps the number that it has in the cell, so that a story and the notebook agree. An
instructor's cell holds two modules: the model answer between `### BEGIN SOLUTION` and
`### END SOLUTION`, which is the one that counts, and below it what students get instead.
"""

from __future__ import annotations

import re

MAGIC = "%%exercise"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_FIRST = re.compile(rf"{MAGIC}[ \t]+(\S+)[ \t]*")


def note(exercise: str) -> str:
    """What stands in the module in place of the line with the magic."""
    return f"# From the notebook's cell {MAGIC} {exercise}: edit that, not this file."


def exercise_of(source: str) -> str:
    """The exercise that a cell names in its first line; empty if it names none."""
    named = _FIRST.fullmatch(source.lstrip("\n").partition("\n")[0])
    return named[1] if named else ""


def module_in(source: str) -> str:
    """The module in the cell *source*, whose first line is the magic."""
    first, _, body = source.lstrip("\n").partition("\n")
    lines = body.rstrip().split("\n")
    marks = [line.strip() for line in lines]
    if BEGIN in marks and END in marks[marks.index(BEGIN) :]:
        begin = marks.index(BEGIN)
        end = marks.index(END, begin)
        lines = [line if begin < i < end else "" for i, line in enumerate(lines[:end])]
    return "\n".join([note(exercise_of(first)), *lines, ""])
