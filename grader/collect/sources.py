"""Who handed in: how each system lays out a class, seen from the names alone.

The names are those that Canvas (content zipper), Moodle (mod_assign), GitHub Classroom
(`gh classroom clone`) and nbgrader (`submitted/`) give to what they hand out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from grader.collect.archive import Packed
from grader.collect.place import ARCHIVES, Entry, Part, Place, Refused, Renamed, printable
from grader.collect.submission import Student, archives, holds_work
from grader.kit import Kit

CANVAS = re.compile(r"(?P<who>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)")
CANVAS_AGAIN = re.compile(r"-\d+(?=\.\w+$)")
MOODLE = re.compile(r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_(?P<how>[a-z]+)_?(?P<file>.*)")
NBGRADER = "submitted"
NBGRADER_BESIDE = {"source", "release", "autograded", "gradebook.db", "nbgrader_config.py"}
CLASSROOM_AROUND = "-submissions"


@dataclass(slots=True)
class Collected:
    """A class.

    Attributes:
        what: what it is, in words.
        students: ordered by name.
        left_out: a sentence for each thing that was not taken.
        doubles: the students whose name another one had already, and who were left out.

    """

    what: str
    students: list[Student] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)

    def add(self, student: Student, of: str = "") -> None:
        """Add a *student*, if there is none of that name.

        Args:
            student: whom.
            of: the file that they come from, if its name is not theirs.

        """
        if any(other.name == student.name for other in self.students):
            self.doubles.append(student.name)
            which = f" in {printable(of)}" if of else ""
            self.left_out.append(
                f"{student.name} is there a second time{which}, which was left out: give one of "
                "them another name, or put both into one folder (they may differ in how an accent "
                "is written)."
            )
        else:
            self.students.append(student)


@dataclass(frozen=True, slots=True)
class Root:
    """What is to be looked at.

    Attributes:
        place: where it is.
        name: the name of the folder or archive.
        entries: what lies in it, without what is hidden.
        kit: the exercises.

    """

    place: Place
    name: str
    entries: tuple[Entry, ...]
    kit: Kit

    @property
    def folders(self) -> list[Entry]:
        """The folders in it."""
        return [entry for entry in self.entries if entry.is_folder and not entry.why]


def nbgrader(root: Root) -> Collected | None:
    """`submitted/STUDENT/ASSIGNMENT/FILE`, or the folder of the course around it."""
    if root.name == NBGRADER:
        place, folders = root.place, root.folders
    elif any(e.name == NBGRADER for e in root.folders) and (
        len(root.folders) == 1 or NBGRADER_BESIDE & {entry.name for entry in root.entries}
    ):
        place = Part(root.place, NBGRADER)
        folders = [e for e in place.entries() if e.is_folder and not e.is_hidden and not e.why]
    else:
        return None
    found = Collected(f"an nbgrader tree of {_many(len(folders), 'student')}")
    for folder in folders:
        inside = Part(place, folder.name)
        assignments = [e.name for e in inside.entries() if e.is_folder and not e.is_hidden]
        found.add(Student(printable(folder.name), inside, ("", *assignments), stamped=True))
    return found


def canvas(root: Root) -> Collected | None:
    """`lastfirst_[LATE_]USER_UPLOAD_FILE`, all in one folder; the newest upload counts."""
    uploads: dict[str, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    others = []
    for entry in root.entries:
        match = CANVAS.fullmatch(entry.name)
        if match and not entry.is_folder and not entry.why:
            uploads[f"{match['who']}_{match['id']}"].append((int(match["upload"]), match))
        else:
            others.append(entry)
    number = sum(map(len, uploads.values()))
    if not number or len(others) > number:
        return None
    found = Collected(f"a Canvas download of {_many(number, 'file')}")
    found.left_out += [f"{printable(e.name)} is no upload and was left out." for e in others]
    for name, of_one in uploads.items():
        files: dict[str, str] = {}
        late = False
        for _, match in sorted(of_one, key=lambda upload: upload[0]):
            # What is uploaded again under the same name comes as lock-1.py, lock-2.py.
            files[CANVAS_AGAIN.sub("", match["file"])] = match.string
            files.setdefault(match["file"], match.string)
            late = late or bool(match["late"])
        found.add(Student(printable(name), Renamed(root.place, files), late=late))
    return found


def moodle(root: Root) -> Collected | None:
    """`Full Name_PARTICIPANT_assignsubmission_file/FILE`, or the same with the files flat."""
    folders: dict[str, str] = {}
    flat: dict[str, dict[str, str]] = defaultdict(dict)
    left_out = []
    for entry in root.entries:
        match = MOODLE.fullmatch(entry.name)
        if not match or match["how"] != "file" or entry.why:
            left_out.append(f"{printable(entry.name)} is no file of a student and was left out.")
        elif entry.is_folder:
            folders[f"{match['who']}_{match['id']}"] = entry.name
        else:
            flat[f"{match['who']}_{match['id']}"][match["file"]] = entry.name
    if not folders and not flat:
        return None
    found = Collected(f"a Moodle download of {_many(len(folders) + len(flat), 'student')}")
    found.left_out += left_out
    for name in sorted({*folders, *flat}):
        if name in folders:
            place: Place = Part(root.place, folders[name])
        else:
            place = Renamed(root.place, flat[name])
        found.add(Student(printable(name), place, timed=True))
    return found


def classroom(root: Root) -> Collected | None:
    """`ASSIGNMENT-USER/`, each a checkout of git."""
    names = [entry.name for entry in root.folders]
    if not names or not all(
        any(inside.name == ".git" for inside in root.place.entries(name)) for name in names
    ):
        return None
    if root.name.endswith(CLASSROOM_AROUND):
        prefix = root.name.removesuffix(CLASSROOM_AROUND) + "-"
    elif len(names) > 1:
        prefix = _shared(names)
    else:
        prefix = ""
    found = Collected(f"{_many(len(names), 'checkout')} of GitHub Classroom")
    for name in names:
        shown = name.removeprefix(prefix) or name
        found.add(Student(printable(shown), Part(root.place, name)))
    return found


def folders(root: Root) -> Collected:
    """A folder or a zip for each student."""
    found = Collected("")
    archives = 0
    for entry in root.entries:
        name = printable(entry.name)
        if entry.why:
            found.left_out.append(f"{name} {entry.why} and was left out.")
        elif entry.is_folder:
            found.add(Student(name, Part(root.place, entry.name)))
        elif entry.is_archive:
            archives += 1
            kind = max((end for end in ARCHIVES if name.lower().endswith(end)), key=len)
            found.add(Student(name[: -len(kind)], Packed(root.place, entry.name)), entry.name)
            found.left_out += _tricks(root.place, entry.name)
        else:
            hint = " Its place is beside this folder." if name == "course.toml" else ""
            found.left_out.append(f"{name} is no folder of a student and was left out.{hint}")
    kinds = [(len(found.students) - archives, "folder"), (archives, "archive")]
    said = " and ".join(_many(number, kind) for number, kind in kinds if number > 0)
    found.what = f"{said} of students"
    return found


SOURCES: tuple[Callable[[Root], Collected | None], ...] = (nbgrader, canvas, moodle, classroom)
"""What is tried, in this order, before `folders`."""


def detect(root: Root) -> Collected:
    """See who handed in, whichever system the class comes from."""
    for source in SOURCES:
        found = source(root)
        if found is not None:
            for student in found.students:
                found.left_out += _tricks_of(student)
            return found
    inner = _inner(root)
    return detect(inner) if inner else folders(root)


def _inner(root: Root) -> Root | None:
    """The one folder in an archive of a whole class, if that is around everything."""
    if isinstance(root.place, Part) or not root.name.endswith(".zip"):
        return None
    if len(root.entries) != 1 or not root.folders:
        return None
    place = Part(root.place, root.folders[0].name)
    if any(holds_work(place, exercise) for exercise in root.kit.exercises):
        return None
    return Root(place, root.folders[0].name, visible(place.entries()), root.kit)


def visible(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The *entries* without what systems and editors leave lying around."""
    return tuple(entry for entry in entries if not entry.is_hidden)


def _tricks_of(student: Student) -> list[str]:
    try:
        paths = [path for path, _ in archives(student)]
    except Refused:
        return []  # it is said for the exercises
    return [f"{student.name}: {said}" for path in paths for said in _tricks(student.place, path)]


def _tricks(place: Place, path: str) -> list[str]:
    """A sentence, if an archive holds what no honest one does."""
    try:
        tricks = Packed(place, path).open().tricks
    except (Refused, FileNotFoundError):
        return []  # it is said for the exercises, to which it is an obstacle
    if not tricks:
        return []
    more = f", and {len(tricks) - 1} more" if len(tricks) > 1 else ""
    return [f"{printable(path)}: {tricks[0]}{more}; left out."]


def _shared(names: list[str]) -> str:
    """What all *names* begin with, up to a hyphen; something is left of each."""
    parts = zip(*(name.split("-")[:-1] for name in names), strict=False)
    return "".join(f"{part[0]}-" for part in takewhile(lambda part: len(set(part)) == 1, parts))


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
