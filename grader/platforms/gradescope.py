"""Gradescope: a zip file with `setup.sh` and `run_autograder`, and what the latter runs."""

from __future__ import annotations

import json
from pathlib import Path

import click

from grader.collect import printable
from grader.ending import FINE, OPEN, OURS
from grader.errors import BadInput
from grader.export import files, said
from grader.export.gradescope import gradescope_json
from grader.kit import Kit
from grader.platforms import bundle, one
from grader.result import GRADER_ERROR

HERE = Path(__file__).parent
PROGRAMS = {"setup.sh": "gradescope_setup.sh", "run_autograder": "gradescope_run.sh"}
COURSE = "course.toml"
ROOT = Path("/autograder")


def build(everything: Kit, course: Path | None) -> bytes:
    """The `autograder.zip` for these exercises.

    Raises:
        BadInput: *course* cannot be read, or does not fit the exercises.

    """
    contents = bundle.contents(everything)
    for name, source in PROGRAMS.items():
        contents[name] = (HERE / source).read_bytes()
    if course is not None:
        one.course(course, everything)
        contents[COURSE] = bundle.read(course)
    return bundle.as_zip(contents, set(PROGRAMS))


def run(root: Path) -> int:
    """Grade the submission that lies under *root*, as Gradescope puts it there.

    Returns:
        0 if there is a score; 1 if there is none, because a person has to look; 3 if it is a
        fault of the kit or the grader.

    Raises:
        BadInput: it does not lie there.

    """
    if not root.is_dir():
        raise BadInput(f"{root} is no folder; this is run by Gradescope, which makes it.")
    source, results = root / "source", root / "results"
    (results / "results.json").unlink(missing_ok=True)  # better none than an old one
    everything = one.learn(source / "exercises", (), source)
    path = source / COURSE
    course = one.course(path if path.is_file() else None, everything)
    name = student(root / "submission_metadata.json")
    row = one.grade(root / "submission", name, everything, course, trusted=True)
    text = gradescope_json(row)
    if text is not None:
        files.prepare(results)
        files.write(results, {"results.json": text})
    one.report(row)
    if text is not None:
        return FINE
    why = said.why_no_total(row)
    click.echo(f"There is no score ({why}), and so no results.json.")
    return OURS if why == GRADER_ERROR else OPEN


def student(metadata: Path) -> str:
    """Who has handed in, by their email addresses, as Gradescope says."""
    try:
        users = json.loads(metadata.read_bytes())["users"]
        return printable(", ".join(str(user["email"]) for user in users)) or "submission"
    except (OSError, ValueError, KeyError, TypeError):
        return "submission"  # whose it is matters to overrides only
