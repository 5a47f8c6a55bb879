"""An exercise as the notebook of an assignment, as an instructor has it.

The cell of the answer holds the model answer between nbgrader's own marks and, below it, the module
as it is shipped. `%%exercise` takes what is between the marks; nbgrader takes it out for students,
and leaves them the rest.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import treadle.kit
from grader.errors import BadInput
from grader.kit import Exercise
from treadle.notebook.cell import BEGIN, END, MAGIC

STUB = "# Change what follows, and leave the line above as it is."
"""What nbgrader puts in place of the model answer."""

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_LANGUAGE = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
}


def notebook(exercise: Exercise, folder: Path, solution: Path) -> str:
    """The notebook of *exercise*, as text: always the same for the same exercise.

    Args:
        exercise: its name and its checks.
        folder: where its README and its module are.
        solution: the file of the model answer.

    Raises:
        BadInput: one of the files cannot be read.

    """
    name = exercise.name
    shipped = treadle.kit.Exercise(folder).shipped
    model = _read(solution)
    module = _read(shipped if shipped.is_file() else folder / exercise.module)
    answer = [f"{MAGIC} {name}", BEGIN, model.strip("\n"), END, module.strip("\n")]
    cells = [
        _cell("markdown", "readme", _readme(exercise, folder), locked=True),
        _cell("code", "load", "%load_ext treadle", locked=True),
        _cell("code", "answer", "\n".join(answer), solution=True),
        *(_check(name, number, check) for number, check in enumerate(exercise.checks, 1)),
        _cell("code", "story", f"# All of it again\n%story {name}", locked=True),
    ]
    whole = {"cells": cells, "metadata": _LANGUAGE, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _check(name: str, number: int, check: Any) -> dict[str, Any]:
    source = f"# {check.title} ({check.points} points)\n%check {name}::{check.name}"
    cell = _cell("code", f"check-{number}", source, locked=True, points=check.points)
    cell["metadata"]["nbgrader"]["grade_id"] = check.name
    return cell


def _cell(
    kind: str,
    identifier: str,
    source: str,
    *,
    solution: bool = False,
    locked: bool = False,
    points: int | None = None,
) -> dict[str, Any]:
    """A cell with nbgrader's metadata, version 3."""
    metadata: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": identifier,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        metadata["points"] = points
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": identifier,
        "metadata": {"nbgrader": metadata},
        "source": source.splitlines(keepends=True),
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _readme(exercise: Exercise, folder: Path) -> str:
    """The README, with what is done in a terminal said for a notebook."""
    text = _COMMENT.sub("", _read(folder / "README.md")).strip()
    module = re.escape(exercise.module)
    cell = f"the cell below that begins with `{MAGIC} {exercise.name}`: it is `{exercise.module}`"
    for terminal, here in (
        (rf"^Only `{module}`", f"Only {cell}"),
        (
            rf"^    pytest exercises/{exercise.name}$",
            "Run that cell whenever you have changed it, then the cells of the checks below it.",
        ),
        (rf"`python {module}", f"`!python {exercise.module}"),
        (r"^    (?=.*\bpython )", "    !"),
        (r"\bCtrl-C\b", "the button ■"),
    ):
        text = re.sub(terminal, here.replace("\\", r"\\"), text, flags=re.MULTILINE)
    return text


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
        raise BadInput(f"{path} cannot be read: {why}.") from error
