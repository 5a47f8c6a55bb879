"""How a program ended, in words."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from treadle.verdict import DEADLOCK, EXCEPTION, PASSED, TIMEOUT

WIDTH = 48
"""Characters in each column of a story."""

Event = dict[str, Any]
Place = dict[str, Any]


class ProgramFailed(AssertionError):
    """A program that a check has run did not end as it should.

    Attributes:
        verdict: the name of the verdict, see `treadle.verdict`.
        kind: a finer name within it.
        message: one sentence.
        story: what happened, parent and child side by side; empty if the message says it all.
    """

    def __init__(self, result: ProgramResult) -> None:
        super().__init__(result.message)
        self.verdict = result.verdict
        self.kind = result.kind
        self.message = result.message
        self.story = result.story


@dataclass(frozen=True)
class ProgramResult:
    """How a program ended.

    Attributes:
        verdict: "passed", "exception", "deadlock" or "timeout".
        kind: a finer name within it, such as "held across a fork"; empty if passed.
        message: one sentence that names what is wrong, and the line; empty if passed.
        returncode: the exit status of the program, None if it did not end by itself.
        stdout: what it and its children printed; the middle is left out if that was too much.
        stderr: the same for their errors.
        report: the event that the verdict rests on, as plain data; empty if there is none.
        story: parent and child side by side, or where the processes stand; may be empty.
    """

    verdict: str
    kind: str
    message: str
    returncode: int | None
    stdout: str
    stderr: str
    report: Event = field(default_factory=dict)
    story: str = ""

    def check(self) -> ProgramResult:
        """This result, if the program passed.

        Raises:
            ProgramFailed: it did not.
        """
        if self.verdict != PASSED:
            raise ProgramFailed(self)
        return self


@dataclass
class Ending:
    """What is known of the end of a program; by default, that there is no such program."""

    started: bool = False
    returncode: int | None = None
    events: list[Event] = field(default_factory=list)
    printed_too_much: bool = False
    timed_out: bool = False
    timeout_s: float = 0.0
    stacks: dict[str, str] = field(default_factory=dict)
    stdout: str = ""
    stderr: str = ""

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for."""
        return (
            self.returncode is not None
            or self.printed_too_much
            or self.timed_out
            or self.first("deadlock") is not None
        )

    def first(self, name: str) -> Event | None:
        """The first event of this name, in the order of the forks."""
        return next((event for event in self.events if event["event"] == name), None)


def judge(file: Path, ending: Ending) -> ProgramResult:
    """The verdict on *file*, which ended like this."""
    verdict, kind, message, report, story = _verdict(file, ending)
    own_end = None if verdict in (DEADLOCK, TIMEOUT) else ending.returncode
    return ProgramResult(
        verdict, kind, message, own_end, ending.stdout, ending.stderr, report, story
    )


def _verdict(file: Path, ending: Ending) -> tuple[str, str, str, Event, str]:
    words = _Words(file.parent)
    if not ending.started:
        what = "is a folder, not a Python file" if file.is_dir() else "does not exist"
        return EXCEPTION, "missing file", f"The program {file} {what}.", {}, ""
    if deadlock := ending.first("deadlock"):
        return DEADLOCK, deadlock["kind"], words.deadlock(deadlock), deadlock, words.story(deadlock)
    if ending.printed_too_much:
        message = f"{file.name} prints without end: it was stopped after {_size(ending)}."
        return TIMEOUT, "endless output", message, {}, ""
    if ending.returncode is None:
        message, stands = words.still_running(ending.timeout_s, ending.stacks)
        gave_up = ending.first("gave-up") or {}
        return TIMEOUT, "still running", message, gave_up, stands
    if error := ending.first("exception"):
        kind = "syntax error" if "function" not in (error["stack"] or [{}])[-1] else error["type"]
        kind = "exception in a thread" if "thread" in error else kind
        return EXCEPTION, kind, words.exception(file, error, kind), error, ""
    if ending.returncode != 0:
        return EXCEPTION, "exit status", words.exit_status(file, ending), {}, ""
    return PASSED, "", "", ending.first("gave-up") or {}, ""
