"""What a check has to say to the learner, and to the grader."""

from __future__ import annotations

import ast
import re
import traceback
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from textwrap import fill
from typing import Any

from treadle import verdict as verdicts
from treadle.blame import of_error
from treadle.check import CheckFailed
from treadle.text import WIDTH, spot
from treadle.tracebacks import innermost
from treadle.trials import StressFailed
from treadle.verdict import Result, Verdict, searched

PASSED = "passed"
FAILED = "failed"
ERROR = "error"
NOT_SUBMITTED = "not-submitted"


@dataclass(frozen=True, slots=True)
class Decision:
    """How a check ended.

    Attributes:
        exercise, check, title, points: which check it was, and what it is worth.
        outcome: "passed", "failed", "error" (the kit's own fault) or "not-submitted".
        verdict, kind, message: see `treadle.verdict.Verdict`; empty if nothing was run.
        proved: whether every schedule is covered.
        schedules: executions run.
        replay: the token of the failing schedule.
        story: the story of it, as text.
        text: what stands in the report; empty if there is nothing to say.

    """

    exercise: str
    check: str
    title: str
    points: int
    outcome: str
    verdict: str = ""
    kind: str = ""
    message: str = ""
    proved: bool = False
    schedules: int = 0
    replay: str = ""
    story: str = ""
    text: str = ""

    @property
    def won(self) -> int:
        """The points that it is worth now."""
        return self.points if self.outcome == PASSED else 0

    def as_json(self) -> dict[str, Any]:
        """All but `text`, ready for `json.dumps`."""
        result = asdict(self)
        del result["text"]
        return result

    @staticmethod
    def from_json(value: dict[str, Any]) -> Decision:
        """The decision that `as_json` gave."""
        return Decision(**value)


def decide(
    description: dict[str, Any],
    error: BaseException | None,
    result: Result | None,
    *,
    trials: int,
    submitted: bool,
    path: Path | None,
    check_file: Path,
) -> Decision:
    """How a check ended.

    Args:
        description: exercise, check, title and points.
        error: what the check raised, if it did.
        result: what was explored, if anything was.
        trials: how often it was run on real threads, 0 if it was explored.
        submitted: whether there was anything to check.
        path: the file of the learner.
        check_file: the file of the check.

    """
    known = {k: description[k] for k in ("exercise", "check", "title", "points")}
    if not submitted:
        return Decision(
            **known, outcome=NOT_SUBMITTED, message=str(error), text=f"not submitted: {error}"
        )
    explored: dict[str, Any] = {}
    if result is not None and not trials:
        explored = {"proved": result.proved, "schedules": result.schedules}
    if error is None:
        return Decision(**known, outcome=PASSED, verdict=verdicts.PASSED, **explored)
    verdict, story = _judged(error)
    if isinstance(verdict.error, NameError) and raised_in(verdict.error) == check_file:
        # Nothing that a learner's code gives back makes a check forget a name of its own.
        verdict = Verdict(verdicts.KIT_ERROR, "NameError", verdict.message, verdict.error)
    if verdict.name == verdicts.KIT_ERROR:
        return Decision(
            **known,
            outcome=ERROR,
            verdict=verdict.name,
            kind=verdict.kind,
            message=verdict.message,
            text=_kit_error(error, verdict),
        )
    text = story
    if not story:
        story = _plain_story(verdict, path)
        verdict = replace(verdict, message=story)
        text = "\n".join(
            fill(line, WIDTH, break_on_hyphens=False, break_long_words=False)
            for line in story.splitlines()
        )
    replay = ""
    if isinstance(error, CheckFailed) and verdict.kind not in _LEARNERS:
        replay = error.result.replay
    return Decision(
        **known,
        outcome=FAILED,
        verdict=verdict.name,
        kind=verdict.kind,
        message=verdict.message,
        replay=replay,
        story=story,
        text=text,
        **explored,
    )


def foot(decision: Decision, command: str, hints: str) -> str:
    """What to do about a failed check that was run by *command*; its hints are in *hints*."""
    lines = [f"check again: {command}"]
    if decision.replay:
        lines.append(f"replay this: {command} --replay {decision.replay}")
    return "\n".join([*lines, f"hints:       {hints}"])


def _judged(error: BaseException) -> tuple[Verdict, str]:
    """The verdict for what a check raised, and its story if it has one."""
    if isinstance(error, StressFailed) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, CheckFailed):
        from treadle.story import tell

        verdict = error.result.verdict
        # How to replay it is said by whoever shows the story.
        result = replace(error.result, replay="")
        return verdict, "" if verdict.kind in _LEARNERS else tell(result)
    said = getattr(error, "verdict", None)
    if isinstance(said, str) and said in verdicts.VERDICTS:  # a ProgramFailed
        verdict = Verdict(said, getattr(error, "kind", ""), getattr(error, "message", str(error)))
        return verdict, getattr(error, "story", "")
    if type(error).__name__ == "KitError":
        return Verdict(verdicts.KIT_ERROR, "kit error", str(error), error.__cause__ or error), ""
    return of_error(error, ""), ""


_LEARNERS = frozenset({"syntax error", "import error", "missing name", "wrong signature"})
"""Kinds of exceptions that are the learner's although they are raised elsewhere."""


def _plain_story(verdict: Verdict, path: Path | None) -> str:
    """The story of a failure that has no schedule: the sentence, and where."""
    where = place_of(verdict.error, path)
    if not where or verdict.message.startswith(where):
        return verdict.message
    return f"{where}: {verdict.message}"


def place_of(error: BaseException | None, path: Path | None) -> str:
    """Where in the learner's file *error* comes from, as "race.py:12", or "race.py" at least.

    Empty if it is not known, or if a check has found something wrong and can name no line: what it
    says is a sentence of its own.
    """
    if error is None or path is None:
        return ""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return ""  # its message says so itself
    found = innermost(error.__traceback__, {str(path)})
    if found is not None:
        return spot(str(path), found[1])
    called = re.match(r"([\w.]+)\(\)", str(error))
    line = definition_line(path, called.group(1)) if called else None
    if line:
        return spot(str(path), line)
    return "" if isinstance(error, AssertionError) else path.name


def raised_in(error: BaseException) -> Path | None:
    """The file in which *error* was raised."""
    tb = error.__traceback__
    if tb is None:
        return None
    while tb.tb_next is not None:
        tb = tb.tb_next
    return Path(tb.tb_frame.f_code.co_filename)


def definition_line(path: Path, qualified: str) -> int | None:
    """The line of *path* at which the function or class named *qualified* is defined."""
    try:
        body: list[ast.stmt] = ast.parse(path.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return None
    line = None
    for part in qualified.split("."):
        for statement in body:
            if isinstance(
                statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
            ) and statement.name in (part, qualified):
                line, body = statement.lineno, statement.body
                break
    return line


def _kit_error(error: BaseException, verdict: Verdict) -> str:
    cause = error.__cause__ or error
    trace = "".join(traceback.format_exception(cause))
    return (
        "This is a mistake of the kit, not yours, and it costs you nothing.\n"
        f"Please report it, with what follows: {verdict.message}\n\n{trace}"
    )


def summary(decisions: list[Decision], width: int = 0) -> list[tuple[str, dict[str, bool]]]:
    """Lines for the end of a run: every check, the points of each exercise, and of all.

    Args:
        decisions: how the checks ended.
        width: that of the terminal, to which long lines are folded; 0 if nothing is to be folded.

    Returns:
        Pairs of a line and the markup to write it with.

    """
    lines: list[tuple[str, dict[str, bool]]] = []
    exercises = sorted({d.exercise for d in decisions})
    for exercise in exercises:
        checks = [d for d in decisions if d.exercise == exercise]
        lines.append(_points(exercise, checks))
        for d in checks:
            mark = {PASSED: "+", FAILED: "-", ERROR: "!", NOT_SUBMITTED: " "}[d.outcome]
            line = f"  {mark} {d.won:>3}/{d.points:<3} {d.title}{how(d)}"
            if width:
                line = fill(line, width, subsequent_indent=" " * 12, break_on_hyphens=False)
            lines.append((line, {"green": bool(d.won)}))
    if len(exercises) > 1:
        lines.append(_points("all together", decisions))
    return lines


def _points(what: str, checks: list[Decision]) -> tuple[str, dict[str, bool]]:
    won, total = sum(d.won for d in checks), sum(d.points for d in checks)
    return f"{what}  {won:,} of {total:,} points", {"bold": True, "green": won == total}


def how(decision: Decision) -> str:
    """In brackets, what stands behind its points."""
    if decision.outcome == PASSED and decision.schedules:
        return f" ({searched(decision.schedules, proved=decision.proved)})"
    if decision.outcome == FAILED:
        return f" ({decision.kind or decision.verdict})"
    return {ERROR: " (kit error)", NOT_SUBMITTED: " (not submitted)"}.get(decision.outcome, "")
