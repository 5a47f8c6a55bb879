"""How far an execution may go before it is given up as making no progress, and what is said."""

from __future__ import annotations

from pathlib import PurePath
from types import FrameType
from typing import TYPE_CHECKING

from treadle import verdict as verdicts
from treadle.ending import refuse
from treadle.verdict import Verdict

if TYPE_CHECKING:
    from treadle.kernel import Execution

STEP_LIMIT = 20_000
"""Steps after which an execution that has not ended is given up."""

ROUND_LIMIT = 1_000_000
"""Rounds of loops after which it is."""

TIDYING_ROUNDS = 10_000
"""Of these, what is left to the threads that are being ended."""

THREAD_LIMIT = 1_000
"""Threads that may be alive at once; Python has such a limit too, which depends on the system."""

LESS_OFTEN = "if it comes to an end, let it go round less often"
"""What to do about a loop that is too long to be explored."""


def count_round(execution: Execution, frame: FrameType, *, counted: bool = False) -> None:
    """Count one round of a loop in *frame*; stop *execution* at the limit.

    The loop is *counted* if it is a `for` loop, which ends by itself.
    """
    execution.rounds += 1
    if execution.rounds > ROUND_LIMIT:
        if execution.ending:
            refuse(execution, execution.running)
        long = _is_long(execution)
        execution.rounds = 0
        where = f"{PurePath(frame.f_code.co_filename).name}:{frame.f_lineno}"
        message = (
            f"the loop at {where} goes round and round: after {ROUND_LIMIT:,} rounds "
            "the program has not ended"
        )
        execution.stop(
            Verdict(verdicts.NO_PROGRESS, "too many rounds", f"{message}; {LESS_OFTEN}")
            if long
            else Verdict(verdicts.NO_PROGRESS, "endless loop", message)
        )
    if not counted:
        execution.uncounted = execution.rounds


def too_many_steps(execution: Execution) -> Verdict:
    """The verdict on *execution*, which has taken as many steps as it may."""
    message = f"{execution.step_limit:,} steps were taken and the program has not ended"
    if _is_long(execution) and any(t.goes_to > len(execution.events) for t in execution.alive):
        return Verdict(verdicts.NO_PROGRESS, "too many steps", f"{message}; {LESS_OFTEN}")
    return Verdict(verdicts.NO_PROGRESS, "livelock", message)


def _is_long(execution: Execution) -> bool:
    """Whether it is `for` loops that the program is busy with: of late no other has begun anew.

    That is, in more than half of all rounds.
    """
    return execution.rounds > 2 * execution.uncounted
