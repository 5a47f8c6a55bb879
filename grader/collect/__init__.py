"""Collecting: who handed in, and of what they handed in the one module that an exercise names.

- `place`: where files lie, and how they are read with care; `archive`: in a zip file.
- `submission`: a student, and what is taken.
- `sources`: how each system lays out a class.

Nothing else in a submission is ever opened, and nothing is unpacked to the disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from grader.collect.archive import Archive
from grader.collect.place import FILE_BYTES, Entry, Folder, Place, Refused, printable
from grader.collect.sources import Collected, Root, detect, visible
from grader.collect.submission import LATE, Student, Submission, take
from grader.errors import BadInput
from grader.kit import Kit

__all__ = [
    "FILE_BYTES",
    "LATE",
    "Collected",
    "Folder",
    "Student",
    "Submission",
    "printable",
    "select",
    "students",
    "take",
]


def students(submissions: Path, kit: Kit, out: Path) -> Collected:
    """List the students in *submissions*.

    Args:
        submissions: a folder, or a zip file of one.
        kit: to tell a class from the submission of a single student.
        out: the folder of the marks, which is no student's.

    Raises:
        BadInput: it cannot be read, or holds no student.

    """
    place = _place(submissions)
    try:
        entries = visible(place.entries())
        if isinstance(place, Folder):
            entries = tuple(e for e in entries if not _is_ours(submissions, e, out))
        found = detect(Root(place, submissions.resolve().name, entries, kit))
    except Refused as refused:
        raise BadInput(f"{submissions}: {refused}.") from refused
    exercises = {exercise.name for exercise in kit.exercises}
    if found.students and all(student.name in exercises for student in found.students):
        raise BadInput(
            f"{submissions} looks like the work of one student. Give the folder above it, "
            "which holds a folder per student."
        )
    if not found.students:
        raise BadInput(f"{submissions} holds no submission; expected a folder per student.")
    found.students.sort(key=lambda student: (student.name.casefold(), student.name))
    return found


def _place(submissions: Path) -> Place:
    try:
        if submissions.is_dir():
            return Folder(submissions)
        if not submissions.exists():
            raise BadInput(
                f"{submissions} does not exist; give the folder that holds a folder per student."
            )
    except OSError as error:
        raise BadInput(f"{submissions} cannot be read: {error.strerror}.") from error
    if submissions.suffix.lower() != ".zip":
        raise BadInput(
            f"{submissions} is a file; give the folder that holds a folder per student, "
            "or a zip file of it."
        )
    try:
        return Archive.of(submissions)
    except Refused as refused:
        raise BadInput(f"{submissions} {refused}.") from refused


def _is_ours(submissions: Path, entry: Entry, out: Path) -> bool:
    return (submissions / entry.name).resolve() == out.resolve()


def select(students: list[Student], names: Iterable[str]) -> list[Student]:
    """The *students* of these names, or all if there are no names.

    Raises:
        BadInput: nobody has that name.

    """
    by_name = {student.name: student for student in students}
    wanted = {printable(name) for name in names}
    for name in sorted(wanted - set(by_name)):
        near = get_close_matches(name, by_name, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else "It is the name of the folder."
        raise BadInput(f"There is no student '{name}'. {hint}")
    return [student for student in students if student.name in (wanted or set(by_name))]
