"""The journal: every check's result, kept from the moment it exists.

Here is the place for results that outlive the grader (issue of the sandbox and the journal). Today
they are kept in memory: what is interrupted starts again from nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from grader.kit import Check

PASSED = "passed"
FAILED = "failed"
CRASHED = "crashed"
TIMEOUT = "timeout"
NOT_SUBMITTED = "not-submitted"
REFUSED = "refused"
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


class Journal:
    """The results of a class; several threads may write to it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._results: dict[tuple[str, str], dict[str, Result]] = {}

    def record(self, student: str, exercise: str, results: Iterable[Result]) -> None:
        """Keep *results*, each in place of an earlier one for the same check."""
        with self._lock:
            kept = self._results.setdefault((student, exercise), {})
            kept.update({result.check.name: result for result in results})

    def results(self, student: str, exercise: str) -> list[Result]:
        """What is known of one student's exercise, in the order it came."""
        with self._lock:
            return list(self._results.get((student, exercise), {}).values())
