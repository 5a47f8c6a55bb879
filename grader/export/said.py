"""What the exports tell of a check and a student in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from grader.errors import BadInput
from grader.result import NOT_SUBMITTED, Result
from grader.score import EXCUSED, UNDECIDED, Mark, Row


def of_check(result: Result) -> str:
    """What happened in a check, as it is told to the student; empty if it passed."""
    return (result.story or result.message).rstrip()


def decision(result: Result) -> dict[str, Any]:
    """How a check was decided, in the names that every format gives it."""
    return {
        "verdict": result.verdict,
        "kind": result.kind,
        "proved": result.proved,
        "schedules": result.schedules,
        "replay": result.replay,
        "sandbox": result.sandbox,
    }


def of_marks(row: Row) -> str:
    """A line for each mark of which the points of its checks do not say all."""
    lines = [f"{mark.exercise.name}: {remark(mark)}" for mark in row.marks if remark(mark)]
    return "\n".join(lines)


def remark(mark: Mark) -> str:
    """What is to be known of *mark* besides its checks; empty if there is nothing."""
    if mark.why:
        return mark.why
    if mark.points is None:
        message = next((result.message for result in mark.results if result.message), "")
        return f"{mark.outcome}: {message}" if message else mark.outcome
    return ""


def open_marks(row: Row) -> list[Mark]:
    """The marks of *row* that wait for a person."""
    return [mark for mark in row.marks if mark.outcome in UNDECIDED]


def why_no_total(row: Row) -> str:
    """Why there is no number for *row*, in a word: an outcome; empty if there is one."""
    if row.total is not None:
        return ""
    if open_marks(row):
        return row.outcome
    excused = all(mark.outcome == EXCUSED for mark in row.marks)
    return EXCUSED if excused else NOT_SUBMITTED


def only(rows: list[Row], student: str | None) -> Row:
    """The row of *student*, or the only one.

    Raises:
        BadInput: nobody has that name, or there are several and no name was given.

    """
    names = ", ".join(row.student for row in rows[:3]) + (", …" if len(rows) > 3 else "")
    if student is None and len(rows) != 1:
        raise BadInput(f"This format is for one student: choose with --student. There are {names}.")
    for row in rows:
        if student in (None, row.student):
            return row
    raise BadInput(f"There is no student '{student}'. There are {names}.")


def fitting(make: Callable[[int], dict[str, Any]], most_bytes: int) -> str:
    """A file of up to so many bytes; *make* gives what it says, with stories of up to n letters."""
    for characters in (100_000, 8_000, 2_000, 500, 0):
        text = as_json(make(characters))
        if len(text.encode()) <= most_bytes:
            break
    return text


def cut(text: str, characters: int) -> str:
    """*text*, ending somewhere."""
    return text if len(text) <= characters else text[:characters] + "…"


def as_json(said: dict[str, Any]) -> str:
    """*said* as the text of a file."""
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
