"""Collecting: who handed in, and of what they handed in the one module that an exercise names.

A student is a folder. In it a module lies as in the kit (`02_race/race.py`) or flat (`race.py`).
Nothing else in the folder is ever opened.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from grader.errors import BadInput
from grader.kit import Exercise, Kit

FILE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Student:
    """One student: a name, and the folder of that name."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in for one exercise.

    Attributes:
        source: the bytes of the module; None if there are none.
        refused: why what was handed in was not taken; empty if nothing was handed in.

    """

    source: bytes | None
    refused: str = ""

    @property
    def digest(self) -> str:
        """Stands for what was handed in: the same for the same bytes, or the same refusal."""
        said = self.source if self.source is not None else f"none: {self.refused}".encode()
        return hashlib.sha256(said).hexdigest()


def students(folder: Path, kit: Kit, out: Path) -> tuple[list[Student], list[str]]:
    """List the students in *folder*, ordered by name.

    Args:
        folder: the submissions.
        kit: to tell a class from the submission of a single student.
        out: the folder of the marks, which is no student's.

    Returns:
        The students, and a sentence for each thing that was left out.

    Raises:
        BadInput: the folder cannot be read, or holds no student.

    """
    try:
        if not folder.is_dir():
            what = "is a file" if folder.exists() else "does not exist"
            raise BadInput(f"{folder} {what}; give the folder that holds a folder per student.")
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        raise BadInput(f"{folder} cannot be read: {error.strerror}.") from error
    found: list[Student] = []
    left_out: list[str] = []
    for entry in entries:
        name = printable(entry.name)
        if entry.name.startswith((".", "__")) or Path(entry.path).resolve() == out.resolve():
            continue
        if entry.is_symlink():
            left_out.append(f"{name} is a symbolic link and was left out.")
        elif not entry.is_dir():
            left_out.append(f"{name} is no folder of a student and was left out.")
        else:
            found.append(Student(name, Path(entry.path)))
    exercises = {exercise.name for exercise in kit.exercises}
    if found and all(student.name in exercises for student in found):
        raise BadInput(
            f"{folder} looks like the work of one student. Give the folder above it, "
            "which holds a folder per student."
        )
    if not found:
        raise BadInput(f"{folder} holds no submission; expected a folder per student.")
    return found, left_out


def select(students: list[Student], names: Iterable[str]) -> list[Student]:
    """The *students* of these names, or all if there are no names.

    Raises:
        BadInput: nobody has that name.

    """
    by_name = {student.name: student for student in students}
    for name in names:
        if name not in by_name:
            near = get_close_matches(name, by_name, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else "It is the name of the folder."
            raise BadInput(f"There is no student '{name}'. {hint}")
    wanted = set(names) or set(by_name)
    return [student for student in students if student.name in wanted]


def take(student: Student, exercise: Exercise) -> Submission:
    """Take what *student* handed in for *exercise*; the exercise's own folder goes before flat."""
    inside = student.folder / exercise.name
    if inside.is_symlink():
        return Submission(None, f"{exercise.name} is a symbolic link")
    for path in (inside / exercise.module, student.folder / exercise.module):
        try:
            return _read(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            # A link is reported by open() as ELOOP, "Too many levels of symbolic links".
            why = "is a symbolic link" if path.is_symlink() else f"cannot be read: {error.strerror}"
            return Submission(None, f"{path.relative_to(student.folder)} {why}")
    return Submission(None)


def _read(path: Path) -> Submission:
    # A pipe or a device must not hold us up, a link must not lead us elsewhere.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Submission(None, f"{path.name} is no regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            source = file.read(FILE_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(source) > FILE_BYTES:
        return Submission(None, f"{path.name} is larger than {FILE_BYTES // 1000} KB")
    return Submission(source)


def printable(name: str) -> str:
    """*name* as text that every file and terminal takes; what is no character appears as a code."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
