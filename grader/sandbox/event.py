"""What there is to tell of a check, made of what the fork that ran it has said.

What a fork says may be anything, since the student's code ran in it.
"""

from __future__ import annotations

import json
import os
import signal
from typing import Any

from grader.sandbox.fork import Said
from treadle import verdict as verdicts

PASSED = "passed"

ENDLESS = (verdicts.TIMEOUT, verdicts.NO_PROGRESS)

OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGPROF)
"""How a process ends that has used up its time: all that a check has, or that without a step."""


def event_of(said: Said, count: int) -> dict[str, Any]:
    """What came out of a check.

    Args:
        said: what the fork said: how it ended for the code and then for the canary, and what is
            not what it was.
        count: how many of them there should be.

    """
    if said.status is None or os.waitstatus_to_exitcode(said.status) in OUT_OF_TIME:
        return {"event": "timeout"}
    try:
        told = json.loads(said.text)
        if told is None:
            return {"event": "timeout"}
        if isinstance(told, str):
            return {"event": "error", "text": told}
        decided, changed = told["decided"], str(told["changed"])
        verdicts = [(event["outcome"], event["verdict"]) for event in decided]
        if len(verdicts) != count:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        return {"event": "crash", "code": os.waitstatus_to_exitcode(said.status)}
    if changed:
        return {"event": "tampered", "text": f"{changed} was changed while the check ran."}
    if any((outcome == PASSED) != (verdict == PASSED) for outcome, verdict in verdicts):
        return {"event": "tampered", "text": "Its outcome is not that of its verdict."}
    if (PASSED, PASSED) in verdicts[1:]:
        return {"event": "tampered", "text": "It passes on an answer that is wrong."}
    if told.get("made") and verdicts[0] == (PASSED, PASSED):
        return {"event": "tampered", "text": "It runs code made of text, which nobody can watch."}
    return {**decided[0], "event": "check"}


def has_ended_itself(said: Said) -> bool:
    """Whether the process came to its end by what it did, and not because somebody ended it."""
    return not said.text and said.status not in (None, signal.SIGKILL)


def without(event: dict[str, Any], root: str) -> dict[str, Any]:
    """*event* without the folder that the code was in, which is another every time."""
    return {
        key: value.replace(f"{root}/", "") if isinstance(value, str) else value
        for key, value in event.items()
    }
