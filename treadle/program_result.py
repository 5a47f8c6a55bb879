"""How a program ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from treadle.program_words import Words
from treadle.verdict import DEADLOCK, EXCEPTION, PASSED, TIMEOUT

Event = dict[str, Any]


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
    verdict, kind, message, story, report = _verdict(Words(file), ending)
    returncode = None if verdict in (DEADLOCK, TIMEOUT) else ending.returncode
    return ProgramResult(
        verdict, kind, message, returncode, ending.stdout, ending.stderr, report or {}, story
    )


def _verdict(words: Words, ending: Ending) -> tuple[str, str, str, str, Event | None]:
    gave_up = ending.first("gave-up")
    if not ending.started:
        return EXCEPTION, "missing file", words.no_program(), "", None
    if deadlock := ending.first("deadlock"):
        message, story = words.deadlock(deadlock), words.side_by_side(deadlock)
        return DEADLOCK, deadlock["kind"], message, story, deadlock
    if ending.printed_too_much:
        return TIMEOUT, "endless output", words.endless_output(), "", None
    if ending.returncode is None:
        stands = words.stands(ending.stacks)
        message = words.still_running(ending.timeout_s, stands)
        return TIMEOUT, "still running", message, words.all_stands(stands), gave_up
    if error := ending.first("exception"):
        return EXCEPTION, error["kind"], words.exception(error), "", error
    if ending.returncode != 0:
        message = words.exit_status(ending.returncode, ending.stderr)
        return EXCEPTION, "exit status", message, "", None
    return PASSED, "", "", "", gave_up
