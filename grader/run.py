"""Running one student's checks, so that a check can spoil no more than itself.

One worker in the sandbox runs them one after the other, each in a fork of its own, and says what
came of it. Should the worker itself be lost, the check that was running has crashed, or is out of
time, and the rest run in a new worker.
"""

from __future__ import annotations

import base64
import re
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event
from typing import Any

from grader.kit import Check, Exercise, Kit
from grader.listen import Listener, OutOfTime
from grader.result import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    NOT_SUBMITTED,
    PASSED,
    TAMPERED,
    TIMEOUT,
    Result,
)
from grader.sandbox import Launcher

LIMIT_S = 45.0
"""Wall clock for one check, in seconds; the harness's own, shorter limit comes first.

On a machine where others have the processor it becomes longer, see `treadle.busy`.
"""

GRACE_S = 15.0
"""How long a worker may be silent on top of that, in seconds, until it is taken to be lost."""

TEXT_CHARACTERS = 20_000
OUTCOMES = {
    "passed": PASSED,
    "failed": FAILED,
    "error": GRADER_ERROR,
    "not-submitted": NOT_SUBMITTED,
}
INTERNAL = "INTERNALERROR>"
COMPLAINTS = (INTERNAL, "ERROR", "E  ")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")


Record = Callable[[Sequence[tuple[Exercise, Result]]], None]
"""Is called with results as soon as they are known, and with the exercises that they are of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be run of one exercise: the module that was handed in, and the checks."""

    exercise: Exercise
    source: bytes
    checks: tuple[Check, ...]


def run(
    sandbox: Launcher,
    kit: Kit,
    pieces: Iterable[Piece],
    record: Record,
    *,
    stop: Event,
    limit_s: float = LIMIT_S,
) -> None:
    """Run the checks of one student's *pieces* of work.

    Args:
        sandbox: where to.
        kit: where the exercises are from.
        pieces: of one student.
        record: is called with each result.
        stop: when it is set, all processes are killed at once.
        limit_s: wall clock for one check, in seconds.

    Raises:
        Stopped: *stop* was set before the end.
        OSError: no process or no temporary folder can be made.

    """
    waiting = {c.nodeid: (p, c) for p in pieces for c in p.checks}
    while waiting:
        before = len(waiting)
        for check, result in _run_once(sandbox, kit, list(waiting.values()), stop, limit_s):
            piece, _ = waiting.pop(check.nodeid)
            record([(piece.exercise, replace(result, sandbox=sandbox.level))])
        assert len(waiting) < before, "a run without a result would be repeated for ever"


def _run_once(
    sandbox: Launcher,
    kit: Kit,
    todo: list[tuple[Piece, Check]],
    stop: Event,
    limit_s: float,
) -> Iterator[tuple[Check, Result]]:
    """Run checks in one worker and give the results, until it is over; always at least one."""
    waiting = {check.nodeid: check for _, check in todo}
    running: Check | None = None
    some_ended = False
    paths = (f"{kit.folder}/",)
    outcome = CRASHED
    with sandbox.launch(_job(kit, todo, limit_s), [kit.folder]) as launched:
        listener = Listener(launched, limit_s + GRACE_S, stop)
        try:
            for event in listener.events():
                check = waiting.get(str(event.get("nodeid")))
                if check is None:
                    continue  # told already, or none of ours
                listener.restart_clock()
                if event["event"] == "start":
                    running = check
                    continue
                running, some_ended = None, True
                del waiting[check.nodeid]
                yield check, _result(check, event, paths)
                if not waiting:
                    return
        except OutOfTime:
            outcome = TIMEOUT
        code = launched.end()
    complaint = tidy(_complaint(listener.tail), paths)
    if running is not None and outcome == TIMEOUT:
        yield running, _out_of_time(running)
    elif running is not None and complaint.startswith(INTERNAL):
        yield running, Result(running, GRADER_ERROR, message=complaint)
    elif running is not None:
        message = f"{_ending(code)} in the middle of this check."
        yield running, Result(running, CRASHED, message=message)
    elif not some_ended:
        ending = f"had not begun after {limit_s:.0f} s" if outcome == TIMEOUT else "did not begin"
        message = f"The checks {ending}. {complaint}".strip()
        yield from ((c, Result(c, GRADER_ERROR, message=message)) for _, c in todo)


def _job(kit: Kit, todo: list[tuple[Piece, Check]], limit_s: float) -> dict[str, Any]:
    """What the worker is asked, see `grader.sandbox.worker`."""
    pieces = {piece.exercise.name: piece for piece, _ in todo}
    code = {name: _file(piece.exercise, piece.source) for name, piece in pieces.items()}
    return {
        "kit": str(kit.folder),
        "checks": [check.nodeid for _, check in todo],
        "code": code,
        "canary": canary((piece.exercise, check) for piece, check in todo),
        "limit_s": limit_s,
    }


def canary(checks: Iterable[tuple[Exercise, Check]]) -> dict[str, dict[str, tuple[str, str]]]:
    """The canaries of *checks*, as a worker takes them."""
    return {
        check.nodeid: {exercise.name: _file(exercise, check.canary)}
        for exercise, check in checks
        if check.canary
    }


def _file(exercise: Exercise, source: bytes) -> tuple[str, str]:
    return exercise.module, base64.b64encode(source).decode()


def _out_of_time(check: Check) -> Result:
    message = "The check did not come to an end, and was stopped."
    return Result(check, TIMEOUT, message=message)


def _result(check: Check, event: dict[str, Any], paths: tuple[str, ...]) -> Result:
    """What the worker says of *check*; its points and title are the kit's, whatever it says."""
    if event["event"] == "timeout":
        return _out_of_time(check)
    if event["event"] == "error":
        return Result(check, GRADER_ERROR, message=tidy(str(event["text"]), paths))
    if event["event"] == "tampered":
        said = tidy(str(event["text"]), paths)
        return Result(check, TAMPERED, message=f"Something was done to the check. {said}")
    if event["event"] == "crash":
        message = f"{_ending(int(event['code']))} in the middle of this check."
        return Result(check, CRASHED, message=message)
    text = {
        key: tidy(str(event.get(key) or ""), paths)
        for key in ("verdict", "kind", "message", "replay", "story")
    }
    outcome = OUTCOMES.get(str(event.get("outcome")), GRADER_ERROR)
    if outcome == FAILED and text["verdict"] == "timeout":
        outcome = TIMEOUT
    schedules = event.get("schedules")
    return Result(
        check,
        outcome,
        proved=event.get("proved") is True,
        schedules=schedules if isinstance(schedules, int) else 0,
        **text,
    )


def tidy(text: str, paths: tuple[str, ...] = ()) -> str:
    """*text* without what differs from run to run or harms a terminal.

    Folders in *paths* are cut off file names; addresses of objects become `0x…`; control characters
    go; and it ends somewhere.
    """
    for path in paths:
        text = text.replace(path, "")
    text = ADDRESS.sub("0x…", text)
    text = "".join(c for c in text if c.isprintable() or c in "\n\t")
    return text if len(text) <= TEXT_CHARACTERS else text[:TEXT_CHARACTERS] + "…"


def _complaint(tail: bytes) -> str:
    """The last line in which pytest says what is wrong with itself or with the kit."""
    lines = tail.decode(errors="replace").splitlines()
    return next((line for line in reversed(lines) if line.startswith(COMPLAINTS)), "")


def _ending(code: int) -> str:
    if code >= 0:
        return f"The process ended with exit code {code}"
    try:
        return f"The process was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"The process was killed by signal {-code}"
