"""One check of one module, in a process of its own."""

from __future__ import annotations

import json
import secrets
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treadle.kit import Exercise, Kit, KitInputError, is_name
from treadle.notebook.helper import LIMIT_S, Helper
from treadle.report import ERROR, FAILED, Decision
from treadle.verdict import KIT_ERROR, TIMEOUT

PRINTED_CHARACTERS = 4_000
"""So much is shown of what a process printed that broke down."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check.

    Attributes:
        decision: how it ended.
        story: the story of its failure as `treadle.story.as_json` gives it; None if it has none.

    """

    decision: Decision
    story: dict[str, Any] | None = None


def find(name: str, start: Path) -> Exercise:
    """The exercise *name* as seen from the folder *start* of a notebook.

    The checks lie beside the notebook, in a folder of that name there, or in a kit around it.

    Raises:
        KitInputError: they do not.

    """
    if not is_name(name):
        raise KitInputError(f"'{name}' is no name of an exercise; those are like 02_race.")
    beside = [] if is_name(start.name) and start.name != name else [start]
    for folder in (*beside, start / name):
        if any(folder.glob("test_*.py")):
            return Exercise(folder)
    try:
        return Kit.around(start).named(name)
    except KitInputError as error:
        raise KitInputError(
            f"There are no checks of {name} here. Keep the file test_….py, with which the "
            f"notebook came, beside it. ({error})"
        ) from None


def run_check(helper: Helper, exercise: Exercise, name: str, module: str, check: str) -> Checked:
    """Run one check.

    Args:
        helper: runs it.
        exercise: where the checks are.
        name: what the exercise is called.
        module: the learner's module, as text.
        check: the name of the test function.

    Raises:
        KitInputError: the checks cannot be read.

    """
    seal = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="treadle-", ignore_cleanup_errors=True) as place:
        folder = Path(place, name)
        folder.mkdir()
        checks = folder / exercise.checks.name
        try:
            checks.write_bytes(exercise.checks.read_bytes())
        except OSError as error:
            raise KitInputError(f"{exercise.checks} cannot be read: {error.strerror}.") from None
        (folder / exercise.module.name).write_text(module, encoding="utf-8")
        told, printed = Path(place, "told"), Path(place, "printed")
        code = helper.run(
            folder=str(folder),
            check=f"{checks}::{check}",
            told=str(told),
            printed=str(printed),
            seal=seal,
        )
        said = _read(told, seal)
        if said.get("how_far") == "decided":
            return Checked(Decision(**said["decision"]), said["story"])
        if said.get("how_far") == "begun":
            return _crashed(said["decision"], code)
        text = _text(printed)
    message = f"The check could not be run:\n{text.replace(place, '')}"
    return Checked(Decision(name, check, check, 0, ERROR, KIT_ERROR, message=message, text=message))


def _crashed(known: dict[str, Any], code: int | None) -> Checked:
    """The process has ended, or had to be, in the middle of the check."""
    if code is None:
        verdict = TIMEOUT
        message = f"The check had not ended after {LIMIT_S:g} s, and was stopped."
    else:
        verdict = "crashed"
        how = f"with exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
        message = f"The process was ended {how}, in the middle of this check."
    return Checked(
        Decision(**known, outcome=FAILED, verdict=verdict, message=message, story=message)
    )


def _text(printed: Path) -> str:
    """The end of what pytest has printed."""
    if not printed.exists():
        return "The process in which checks run did not begin."
    return printed.read_text(encoding="utf-8", errors="replace")[-PRINTED_CHARACTERS:]


def _read(told: Path, seal: str) -> dict[str, Any]:
    """What our own process has said; nothing if somebody else has."""
    try:
        said: dict[str, Any] = json.loads(told.read_bytes())
        return said if said["seal"] == seal else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
