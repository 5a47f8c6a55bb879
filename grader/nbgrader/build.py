"""A course for nbgrader, built from the exercises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from grader.errors import BadInput
from grader.export import write
from grader.kit import Exercise, Kit
from grader.nbgrader.notebook import STUB, notebook

CONFIG = "nbgrader_config.py"
MARK = "treadle.notebook"
"""Stands in a configuration that has what the notebooks need."""

SECONDS = 120
"""What nbgrader gives a cell: more than the longest that a check takes to say that it hangs."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built.

    Attributes:
        assignments: the names of the assignments.
        config: what is to be added to a configuration that was there; empty if nothing is.

    """

    assignments: tuple[str, ...]
    config: str


def build(kit: Kit, course: Path) -> Built:
    """Build the exercises of *kit* into the folder *course*; what is the same already stays.

    Raises:
        BadInput: a file of the kit cannot be read, or something else is in the way in *course*.

    """
    files: dict[Path, bytes] = {}
    broken = [exercise.name for exercise in kit.exercises if not exercise.checks]
    if broken:
        raise BadInput(f"The checks of {', '.join(broken)} cannot be read; see treadle check-kit.")
    for exercise in kit.exercises:
        files |= _assignment(exercise, kit.folder, course / "source" / exercise.name)
    config = course / CONFIG
    text = _config(course)
    add = ""
    if not config.exists():
        files[config] = text.encode()
    elif MARK not in _text(config):
        add = text
    in_the_way = [path for path, data in files.items() if path.exists() and _differs(path, data)]
    if in_the_way:
        names = ", ".join(str(path.relative_to(course)) for path in in_the_way)
        raise BadInput(
            f"{course} has something else already: {names}. "
            "Remove or rename it to have it built anew; nothing was written."
        )
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path.parent, {path.name: data})
    except OSError as error:
        raise BadInput(f"{course} cannot be written: {error.strerror}.") from error
    return Built(tuple(exercise.name for exercise in kit.exercises), add)


def _assignment(exercise: Exercise, kit: Path, source: Path) -> dict[Path, bytes]:
    """The files of one assignment: its notebook, and what the notebook needs beside it."""
    folder = kit / exercise.name
    solution = kit.parent / "solutions" / exercise.name / exercise.module
    made = {source / f"{exercise.name}.ipynb": notebook(exercise, folder, solution).encode()}
    for name in (f"test_{exercise.module}", "hints.md"):
        try:
            made[source / name] = (folder / name).read_bytes()
        except OSError as error:
            raise BadInput(f"{folder / name} cannot be read: {error.strerror}.") from error
    return made


def _config(course: Path) -> str:
    name = re.sub(r"\W+", "-", course.resolve().name).strip("-") or "course"
    return f'''"""The course for nbgrader. The checks run in processes of their own, by {MARK}."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "{name}"

# What students see in place of the model answer; the module as it is shipped follows it.
c.ClearSolutions.code_stub = {{"python": "{STUB}"}}

# A check that hangs is ended, and says so, long before this.
c.Execute.timeout = {SECONDS}

# On a busy machine, what a cell has printed may come later than the four seconds that are given.
c.Execute.iopub_timeout = {SECONDS}

# What is between BEGIN HIDDEN TESTS and END HIDDEN TESTS stays hidden in feedback, too.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "grader.nbgrader.feedback.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
'''


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True
