"""How a program ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from treadle.program_errors import BOOTSTRAPPING
from treadle.program_words import ELSEWHERE, Words
from treadle.verdict import DEADLOCK, EXCEPTION, PASSED, TIMEOUT

Event = dict[str, Any]


class ProgramFailed(AssertionError):
    """A program that a check has run did not end as it should.

    Attributes:
        verdict: the name of the verdict, see `treadle.verdict`.
        kind: a finer name within it.
        message: one sentence.
        story: the message at greater length; empty if the message says it all.

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
        report: the event that the verdict rests on, or else the note, as plain data; empty if there
            is none. Its "event" is "gave-up" if a child waited for a while for a lock that nobody
            there can release, or tried again and again; "went-without" if it only tried to take it.
        story: the message at greater length: parent and child side by side, or where every process
            stood; empty if the message says it all.
        note: a sentence on something that went wrong on the way, even if the program passed; it
            may be why its result is not as it should be. Empty if there is nothing.

    """

    verdict: str
    kind: str
    message: str
    returncode: int | None
    stdout: str
    stderr: str
    report: Event = field(default_factory=dict)
    story: str = ""
    note: str = ""

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
    unguarded: bool = False
    timed_out: bool = False
    stands_still: bool = False
    timeout_s: float = 0.0
    stacks: dict[str, str] = field(default_factory=dict)
    alone: bool = False
    stdout: str = ""
    stderr: str = ""

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for."""
        return (
            self.returncode is not None
            or self.printed_too_much
            or self.unguarded
            or self.timed_out
            or self.stands_still
            or self.first("deadlock") is not None
        )

    def first(self, name: str) -> Event | None:
        """The first event of this name, in the order of the forks."""
        return next((event for event in self.events if event["event"] == name), None)


def judge(file: Path, ending: Ending, also: Collection[str] = ()) -> ProgramResult:
    """The verdict on *file*, which ended like this, and ran the files *also*, too.

    Raises:
        RuntimeError: if it was the pin that failed.

    """
    if fault := ending.first("kit-error"):
        raise RuntimeError(f"the pin failed: {fault['kind']}: {fault['text']}")
    words = Words(file, also)
    verdict, kind, message, story, report = _verdict(words, ending)
    in_vain = ending.first("gave-up") or ending.first("went-without")
    return ProgramResult(
        verdict=verdict,
        kind=kind,
        message=message,
        returncode=None if verdict in (DEADLOCK, TIMEOUT) else ending.returncode,
        stdout=ending.stdout,
        stderr=ending.stderr,
        report=report or in_vain or {},
        story=story,
        note=words.note(in_vain, ending.stderr),
    )


def _verdict(words: Words, ending: Ending) -> tuple[str, str, str, str, Event | None]:
    if not ending.started:
        return EXCEPTION, "missing file", words.no_program(), "", None
    if deadlock := ending.first("deadlock"):
        message, story = words.deadlock(deadlock), words.deadlock_story(deadlock)
        return DEADLOCK, deadlock["kind"], message, story, deadlock
    stood = words.stood(ending.stacks, ending.alone)
    if ending.returncode != 0 and BOOTSTRAPPING in ending.stderr:
        return EXCEPTION, "missing main guard", words.missing_guard(ending.stderr), "", None
    if ELSEWHERE in ending.stderr:
        return EXCEPTION, "fork elsewhere", words.forks_elsewhere(), "", None
    if ending.printed_too_much and ending.returncode is None:
        return TIMEOUT, "endless output", words.endless_output(stood), "", None
    if ending.returncode is None:
        limit_s = None if ending.stands_still else ending.timeout_s
        message = words.still_running(limit_s, stood, ending.stderr)
        story = words.still_running_story(limit_s, stood, ending.stderr)
        kind = "standstill" if ending.stands_still else "still running"
        return TIMEOUT, kind, message, story, None
    if error := ending.first("exception"):
        return EXCEPTION, error["kind"], words.exception(error, ending.stderr), "", error
    if ending.returncode != 0:
        message = words.exit_status(ending.returncode, ending.stderr)
        return EXCEPTION, "exit status", message, "", None
    return PASSED, "", "", "", None
