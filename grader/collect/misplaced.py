"""Work that was handed in and not found, for its name or its place is another one.

Who calls it `race (1).py` has handed in; that is for a person to see, and no *not submitted*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath

from grader.collect.archive import Archive
from grader.collect.place import Entry, Place, printable
from grader.kit import Exercise

LOOKED_AT = 1000
"""So many files and folders are looked at; nobody hands in more of them and means it."""

WORD = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)*")
"""In a name: letters, with a line between them as in a module's; no number and no blank."""

KINDS = (".py", ".py.txt", ".ipynb")
"""How the names end of what may be a module; Windows hides what is behind the last point."""


def misplaced(place: Place, exercise: Exercise) -> str:
    """Say what in *place* may be meant for *exercise*, and why it is not taken; else nothing."""
    if not exercise.module:
        return ""
    notebook = f"{exercise.name}.ipynb"
    for folder, entry in islice(_all(place), LOOKED_AT):
        path = printable(str(PurePosixPath(folder, entry.name)))
        if entry.name in (exercise.module, notebook):
            return f"{path} lies in a folder in which {entry.name} is not looked for"
        if entry.is_archive and isinstance(place, Archive):
            return f"{path} is an archive in another one, and not opened"
        if _is_like(entry.name, exercise.module):
            is_notebook = entry.name.lower().endswith(".ipynb")
            what = "is a notebook" if is_notebook else "has another name"
            return f"{path} {what}; only {exercise.module} is taken"
    return ""


def _all(place: Place) -> Iterator[tuple[str, Entry]]:
    """The files of *place*, each with its folder; those first that lie further out."""
    folders = [""]
    for folder in folders:
        for entry in place.entries(folder):
            if entry.is_hidden or entry.why:
                continue
            if entry.is_folder:
                folders.append(str(PurePosixPath(folder, entry.name)))
            yield folder, entry


def _is_like(name: str, module: str) -> bool:
    """Whether *name* is that of *module* with another case, a number, or words beside it."""
    name = name.casefold()
    kind = next((kind for kind in reversed(KINDS) if name.endswith(kind)), "")
    meant = module.removesuffix(".py").casefold()
    return bool(kind) and meant in WORD.findall(name.removesuffix(kind))
