"""Running one student's checks of one exercise, so that a check can spoil no more than itself.

The checks run one after the other in one process. If it ends, or is ended, in the middle, the check
that was running has crashed, or is out of time, and the rest run in a new process.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

from grader import sandbox
from grader.journal import CRASHED, FAILED, GRADER_ERROR, NOT_SUBMITTED, PASSED, TIMEOUT, Result
from grader.kit import Check, Exercise, Kit
from grader.listen import Listener, OutOfTime

LIMIT_S = 45.0
"""Wall clock for one check, in seconds; the harness's own, shorter limit comes first."""

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


def run(
    kit: Kit,
    exercise: Exercise,
    source: bytes,
    record: Callable[[Result], None],
    *,
    stop: Event,
    limit_s: float = LIMIT_S,
) -> None:
    """Run all checks of *exercise* on a module of a student.

    Args:
        kit: where the exercise is from.
        exercise: whose checks to run.
        source: the module.
        record: is called with each check's result as soon as it is known.
        stop: when it is set, all processes are killed at once.
        limit_s: wall clock for one check, in seconds.

    Raises:
        Stopped: *stop* was set before the end.
        OSError: no process or no temporary folder can be made.

    """
    waiting = {check.name: check for check in exercise.checks}
    while waiting:
        with sandbox.box() as box:
            folder = box.code / exercise.name
            folder.mkdir()
            (folder / exercise.module).write_bytes(source)
            progress = False
            for result in _run_once(kit, list(waiting.values()), box, stop, limit_s):
                progress = True
                del waiting[result.check.name]
                record(result)
        assert progress, "a run without a result would be repeated for ever"


def _run_once(
    kit: Kit, checks: list[Check], box: sandbox.Box, stop: Event, limit_s: float
) -> Iterator[Result]:
    """Run *checks* in one process and give the results, until it is over; always at least one."""
    waiting = {check.name: check for check in checks}
    running: Check | None = None
    some_ended = False
    paths = (f"{box.code}/", f"{box.folder}/", f"{kit.folder}/")
    arguments = [f"{kit.folder}/{check.nodeid}" for check in checks]
    arguments += ["--rootdir", str(kit.folder), "--code", str(box.code)]
    with sandbox.launch(arguments, box) as launched:
        listener = Listener(launched, limit_s, stop)
        outcome = CRASHED
        try:
            for event in listener.events():
                check = waiting.get(str(event.get("check")))
                if check is None:
                    continue  # told already, or none of ours
                if event.get("event") == "start":
                    running = check
                    listener.restart_clock()
                elif event.get("event") == "check":
                    running, some_ended = None, True
                    del waiting[check.name]
                    yield _result(check, event, paths)
                    if not waiting:
                        return
        except OutOfTime:
            outcome = TIMEOUT
        code = launched.end()
    complaint = tidy(_complaint(listener.tail), paths)
    if running is not None and outcome == TIMEOUT:
        message = f"The check had not ended after {limit_s:.0f} s and was stopped."
        yield Result(running, TIMEOUT, message=message)
    elif running is not None and complaint.startswith(INTERNAL):
        yield Result(running, GRADER_ERROR, message=complaint)
    elif running is not None:
        yield Result(running, CRASHED, message=f"{_ending(code)} in the middle of this check.")
    elif not some_ended:
        ending = f"had not begun after {limit_s:.0f} s" if outcome == TIMEOUT else "did not begin"
        message = f"The checks {ending}. {complaint}".strip()
        yield from (Result(check, GRADER_ERROR, message=message) for check in checks)


def _result(check: Check, event: dict[str, Any], paths: tuple[str, ...]) -> Result:
    """What the plugin says of *check*; its points and title are the kit's, whatever it says."""
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
