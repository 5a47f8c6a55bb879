"""How a check ended: the outcomes, and what is known besides."""

from __future__ import annotations

from dataclasses import dataclass

from grader.kit import Check

PASSED = "passed"
FAILED = "failed"
CRASHED = "crashed"
TIMEOUT = "timeout"
NOT_SUBMITTED = "not-submitted"
REFUSED = "refused"
TAMPERED = "tampered"
REJECTED = "rejected"
NOT_GRADED = "not-graded"
GRADER_ERROR = "grader-error"


@dataclass(frozen=True, slots=True)
class Result:
    """How one check ended.

    Attributes:
        outcome: one of the outcomes above.
        verdict: the harness's verdict (`deadlock`, …); empty if it came to none.
        kind: a finer name within the verdict.
        message: one sentence.
        proved: whether every schedule was covered.
        schedules: how many were run.
        replay: the token that shows the failure again.
        story: what happened, as text.
        sandbox: the level of the sandbox that it ran in; empty if nothing ran.

    """

    check: Check
    outcome: str
    verdict: str = ""
    kind: str = ""
    message: str = ""
    proved: bool = False
    schedules: int = 0
    replay: str = ""
    story: str = ""
    sandbox: str = ""


FIELDS = (
    "outcome",
    "verdict",
    "kind",
    "message",
    "proved",
    "schedules",
    "replay",
    "story",
    "sandbox",
)
"""What is kept of a result, besides the check that it is of."""

AGAIN = (GRADER_ERROR, REJECTED)
"""Outcomes that say nothing of the work: the check is run as soon as nothing is in the way."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of one of the things that a student handed in for an exercise.

    Attributes:
        results: of its checks, in the order they came.
        handed_in: when; see `grader.collect.Submission`.

    """

    results: tuple[Result, ...] = ()
    handed_in: str = ""
