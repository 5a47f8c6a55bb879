"""GitHub Classroom: a workflow for the students' repositories, and what it runs."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

from grader.course import Course
from grader.ending import FINE, OPEN, OURS
from grader.errors import BadInput
from grader.export import said
from grader.export.classroom import broken_json, classroom_json
from grader.kit import Kit
from grader.platforms import bundle, one
from grader.result import GRADER_ERROR

WORKFLOW = Path(__file__).parent / "classroom_workflow.yml"
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
REF = re.compile(r"[\w./-]+")


def check(repository: str, ref: str) -> None:
    """See that they can stand in a workflow.

    Args:
        repository: `OWNER/NAME` of a copy of Treadle with the exercises, on GitHub.
        ref: its branch, tag or commit.

    Raises:
        BadInput: one of them cannot.

    """
    if not REPOSITORY.fullmatch(repository):
        raise BadInput(f"'{repository}' is no repository; write OWNER/NAME, as on GitHub.")
    if not REF.fullmatch(ref):
        raise BadInput(f"'{ref}' is no branch, tag or commit.")


def build(repository: str, ref: str, everything: Kit) -> str:
    """The workflow that grades a student's repository; see `check`."""
    wanted = " ".join(f"--exercise {exercise.name}" for exercise in everything.exercises)
    text = bundle.read(WORKFLOW).decode()
    for key, value in {"REPOSITORY": repository, "REF": ref, "EXERCISES": wanted}.items():
        text = text.replace(f"@{key}@", value)
    return text


def run(submission: Path, everything: Kit, course: Course) -> int:
    """Grade the repository in *submission*, and hand the result to the reporter.

    Returns:
        0 if there are points; 1 if there are none, because a person has to look; 3 if it is a
        fault of the kit or the grader.

    Raises:
        BadInput: there is no such folder, or no sandbox.

    """
    row = one.grade(submission, "submission", everything, course, trusted=True)
    hand_over(classroom_json(row))
    one.report(row, stories=True)
    why = said.why_no_total(row)
    if why == GRADER_ERROR:
        return OURS
    return OPEN if said.open_marks(row) else FINE


def hand_over(text: str) -> None:
    """Give *text* to the steps that follow, if this is a step of a workflow."""
    output = os.environ.get("GITHUB_OUTPUT")
    if output:
        encoded = base64.b64encode(text.encode()).decode()
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"result={encoded}\n")


def give_up(why: str) -> None:
    """Tell the reporter that nothing was graded: without a list of tests it would break down."""
    hand_over(broken_json(why))
