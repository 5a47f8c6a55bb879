"""What an exploration came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treadle.trace import Trace

PASSED = "passed"
WRONG_RESULT = "wrong-result"
EXCEPTION = "exception"
DEADLOCK = "deadlock"
NO_PROGRESS = "no-progress"
THREAD_LEFT_RUNNING = "thread-left-running"
DATA_RACE = "data-race"
NEVER_AWAITED = "never-awaited"
LOST_TASK = "lost-task"
BLOCKED_LOOP = "blocked-loop"
UNCONTROLLED_BLOCK = "uncontrolled-block"
TIMEOUT = "timeout"
KIT_ERROR = "kit-error"

VERDICTS = (
    PASSED,
    WRONG_RESULT,
    EXCEPTION,
    DEADLOCK,
    NO_PROGRESS,
    THREAD_LEFT_RUNNING,
    DATA_RACE,
    NEVER_AWAITED,
    LOST_TASK,
    BLOCKED_LOOP,
    UNCONTROLLED_BLOCK,
    TIMEOUT,
    KIT_ERROR,
)
"""Every verdict there is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one execution ended.

    Attributes:
        name: one of `VERDICTS`.
        kind: a finer name within it, such as "self-deadlock" or "missing name"; empty if passed.
        message: one sentence for the person who wrote the program.
        error: the exception behind it, if there is one.
        raised: what that says, as "ValueError: no"; the program's own code is asked only once.

    """

    name: str
    kind: str = ""
    message: str = ""
    error: BaseException | None = field(default=None, compare=False)
    raised: str = field(default="", compare=False)

    @property
    def failed(self) -> bool:
        """Whether something is wrong."""
        return self.name != PASSED

    def same_as(self, other: Verdict) -> bool:
        """Whether *other* is the same finding, perhaps on another schedule."""
        # By name, for every execution makes the classes of the program anew.
        return (self.name, self.kind, type(self.error).__qualname__) == (
            other.name,
            other.kind,
            type(other.error).__qualname__,
        )


SOUND = Verdict(PASSED)
"""The verdict on an execution in which nothing is wrong."""


def searched(schedules: int, *, proved: bool, unproved: str = "") -> str:
    """What it is worth that nothing was found in so many *schedules*, and why no more than that."""
    if proved:
        alone = "one schedule is all there is"
        return f"proved: {alone if schedules == 1 else f'all {schedules:,} schedules'}"
    no_bug = f"no bug in {schedules:,} schedule{'s' * (schedules != 1)}"
    return f"{no_bug}, not proved: {unproved}" if unproved else no_bug


@dataclass(frozen=True, slots=True)
class Result:
    """What an exploration of a scenario found.

    Attributes:
        verdict: the first failure, or passed.
        proved: whether every schedule is covered.
        unproved: why not, if nothing failed all the same; else empty.
        schedules: executions run to search (those that shorten and retell a failure do not count).
        failures: how many of them failed.
        steps: steps taken in all of them.
        replay: the token that runs the failing schedule again; empty if none failed.
        trace: what happened in the failing schedule; None if none failed.
        seconds: how long it took, in seconds of real time.

    """

    verdict: Verdict
    proved: bool
    schedules: int
    failures: int
    steps: int
    replay: str = ""
    unproved: str = ""
    trace: Trace | None = None
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The promised object of `treadle run --json`, ready for `json.dumps`; see docs/json.md."""
        from treadle.story import as_json as story_as_json

        return {
            "verdict": self.verdict.name,
            "kind": self.verdict.kind,
            "message": self.verdict.message,
            "proved": self.proved,
            "unproved": self.unproved,
            "schedules": self.schedules,
            "failures": self.failures,
            "steps": self.steps,
            "replay": self.replay,
            "seconds": round(self.seconds, 6),
            "story": None if self.trace is None else story_as_json(self),
        }
