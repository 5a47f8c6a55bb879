"""A student, and what of their work is taken: the one module that an exercise names."""

from __future__ import annotations

import hashlib
import io
import tokenize
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from grader.collect.archive import Packed
from grader.collect.misplaced import misplaced
from grader.collect.notebook import NOTEBOOK_BYTES, module_of
from grader.collect.place import FILE_BYTES, File, Place, Refused, printable
from grader.kit import Exercise

LATE = "late"
"""Handed in after the due date, as the course's system says, which does not say how much."""

STAMP = "timestamp.txt"
"""Where nbgrader keeps when something was handed in."""

STAMP_BYTES = 100

ARCHIVES = 10
"""Nobody hands in more of them; to look into one of 10,000 files takes a while."""

KIT_FOLDER = "exercises"
"""The name under which a whole kit lies in a checkout of it."""


@dataclass(frozen=True, slots=True)
class Student:
    """One student.

    Attributes:
        name: their name, as far as the course's system tells it.
        place: where their work is.
        roots: the folders in it to look in; in the first of them that has it, a module is found.
        late: whether the course's system marked the work as late.
        timed: whether the system set the times of the files; else they are the student's own word.
        stamped: whether the system wrote the time into a file, as nbgrader does.

    """

    name: str
    place: Place
    roots: tuple[str, ...] = ("",)
    late: bool = False
    timed: bool = False
    stamped: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in for one exercise.

    Attributes:
        source: the bytes of the module; None if there are none.
        refused: why what was handed in was not taken; empty if nothing was handed in.
        handed_in: when, as ISO 8601 by the clock of the course's system; or `LATE`; empty if
            nobody knows.

    """

    source: bytes | None
    refused: str = ""
    handed_in: str = ""

    @property
    def digest(self) -> str:
        """Stands for what was handed in: the same for the same bytes, or the same refusal."""
        said = self.source if self.source is not None else f"none: {self.refused}".encode()
        return hashlib.sha256(said).hexdigest()


def take(student: Student, exercise: Exercise) -> Submission:
    """Take what *student* handed in for *exercise*.

    The exercise's own folder goes before flat, and a file before one in an archive.
    """
    try:
        if isinstance(student.place, Packed):  # so that it is looked into once
            student = replace(student, place=student.place.open())
        found = _find(student.place, student.roots, exercise) or _in_archives(student, exercise)
        if found is None:
            return Submission(None, _misplaced(student, exercise))
        _refuse_no_text(exercise, found.file.data)
        when = _handed_in(student, found)
    except Refused as refused:
        return Submission(None, str(refused))
    return Submission(found.file.data, handed_in=when)


def holds_work(place: Place, exercise: Exercise) -> bool:
    """Whether something for *exercise* lies at the top of *place*, whatever it is."""
    names = {entry.name for entry in place.entries()}
    return bool(names & {exercise.name, exercise.module, KIT_FOLDER})


@dataclass(frozen=True, slots=True)
class _Found:
    """A module, and in which of the folders of a student's work it was.

    That is the outermost one: what lies in there, others may have put beside the student's work;
    what is further in is the student's own.
    """

    file: File
    root: str


def _find(place: Place, roots: tuple[str, ...], exercise: Exercise) -> _Found | None:
    tried = [(root, root) for root in roots]
    tried += [(given, root) for given in roots for root in _around(place, given, exercise)]
    for given, root in tried:
        for folder in (exercise.name, f"{KIT_FOLDER}/{exercise.name}", ""):
            inside = PurePosixPath(root, folder)
            with suppress(FileNotFoundError):
                # A file beside the notebook was only written by a cell of it.
                return _Found(
                    _notebook(place, inside, exercise)
                    or place.read(str(inside / exercise.module), FILE_BYTES),
                    given or next(iter(inside.parts), ""),
                )
    return None


def _notebook(place: Place, folder: PurePosixPath, exercise: Exercise) -> File | None:
    """The module in the notebook of *exercise*; None if there is no such notebook."""
    name = f"{exercise.name}.ipynb"
    if all(entry.name != name for entry in place.entries("/".join(folder.parts))):
        return None
    file = place.read(str(folder / name), NOTEBOOK_BYTES)
    return replace(file, data=module_of(file.data, exercise.name, name))


def _handed_in(student: Student, found: _Found) -> str:
    """When that was, as far as the course's system tells; see `Submission`."""
    changed = None
    if student.stamped:
        changed = _stamp(student, found.root)
    elif student.timed:
        changed = found.file.changed
    if changed is None:
        return LATE if student.late else ""
    return changed.isoformat(timespec="seconds")


def _stamp(student: Student, root: str) -> datetime | None:
    """When nbgrader got what is in the folder *root* of *student*'s work, if it says so.

    Raises:
        Refused: there is something else in the place of that.

    """
    try:  # `2026-11-20 23:59:00.000000 UTC`
        stamp = student.place.read(str(PurePosixPath(root, STAMP)), STAMP_BYTES).data
        day, time, *_ = stamp.decode("ascii").split()
        return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=None)
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise Refused(f"{STAMP} does not say when it was handed in") from error


def _around(place: Place, root: str, exercise: Exercise) -> Iterator[str]:
    """The folder around everything in *root*, if there is one."""
    entries = [entry for entry in place.entries(root) if not entry.is_hidden]
    if len(entries) == 1 and entries[0].is_folder and entries[0].name != exercise.name:
        yield str(PurePosixPath(root, entries[0].name))


def _in_archives(student: Student, exercise: Exercise) -> _Found | None:
    """What the archives hold that lie where the modules would be."""
    found: dict[str, _Found] = {}
    for path, root in archives(student):
        archive = Packed(student.place, path).open()
        inside = _find(archive, ("",), exercise)
        if inside is not None:
            # The times in it are the student's own word; that of itself is not.
            found[printable(path)] = _Found(File(inside.file.data, archive.changed), root)
    if len({one.file.data for one in found.values()}) > 1:
        names = " and ".join(found)
        raise Refused(f"{exercise.module} is in {names}, and not the same")
    return next(iter(found.values()), None)


def _misplaced(student: Student, exercise: Exercise) -> str:
    """Why nothing was found, if something is there that may have been meant; else nothing."""
    places = [Packed(student.place, path).open() for path, _ in archives(student)]
    return next(
        filter(None, (misplaced(place, exercise) for place in (student.place, *places))), ""
    )


def archives(student: Student) -> list[tuple[str, str]]:
    """The archives that *student* has handed in, and in which of the folders each is.

    Raises:
        Refused: there are more than anybody needs.

    """
    found = [
        (str(PurePosixPath(root, entry.name)), root)
        for root in student.roots
        for entry in student.place.entries(root)
        if entry.is_archive and not entry.is_hidden
    ]
    if len(found) > ARCHIVES:
        raise Refused(f"there are {len(found)} archives, and more than {ARCHIVES} are not opened")
    return found


def _refuse_no_text(exercise: Exercise, data: bytes) -> None:
    """Python's own rule: UTF-8, or what a line at the top says (PEP 263)."""
    try:
        # That a program has zeros is for Python to say; only from 3.14 on it does so here.
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data.replace(b"\0", b" ")).readline)
        data.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError) as error:  # some codecs make no text
        raise Refused(f"{exercise.module} {_what_text(data)}") from error


def _what_text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "is no UTF-8 text; it looks like UTF-16"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return f"is no UTF-8 text (line {line})"
    return "says it is in an encoding in which Python reads no text"
