"""The process in which one check runs: whatever becomes of it, the notebook goes on.

    python -P -m treadle.notebook.child

It reads one JSON object from its standard input: the file of the checks, the name of the check,
where to write what comes of it, and a seal that the code under check does not know. What stands
there without the seal was not written by us.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import treadle.check
import treadle.story
from treadle import watchdog
from treadle.report import FAILED, Decision

COMPUTING_S = 10.0
"""So long the code may compute without coming to a step: a person waits at the notebook."""

OPTIONS = [
    *("-c", os.devnull, "--import-mode=importlib", "-p", "no:cacheprovider"),
    *("-p", "no:faulthandler", "-p", "pytest_timeout", "-p", "treadle.plugin"),
    *("-q", "--tb=native"),
]


BEGUN, DECIDED, UNDECIDED = "begun", "decided", "undecided"
"""How far the check is; as long as nothing is written, none of the learner's code has run."""


class Teller:
    """Hears how far the check is, and writes it down at once."""

    def __init__(self, told: Path, seal: str) -> None:
        self.decided = False
        self._told = told
        self._seal = seal

    @pytest.hookimpl
    def pytest_treadle_event(self, event: dict[str, Any]) -> None:
        """The check begins, or is decided."""
        if event["event"] == "start":
            self.say(BEGUN, decision=_decision(event))
        if event["event"] != "check":
            return
        story = None
        if event["outcome"] == FAILED and event["replay"]:  # else there is no schedule to draw
            story = treadle.story.as_json(treadle.check.results[-1])
            del story["events"]
        self.say(DECIDED, decision=_decision(event), story=story)
        self.decided = True

    def say(self, how_far: str, **said: Any) -> None:
        """Write it down, all of it or nothing."""
        partial = self._told.with_suffix(".partial")
        partial.write_text(
            json.dumps({"seal": self._seal, "how_far": how_far, **said}), encoding="utf-8"
        )
        partial.replace(self._told)


def _decision(event: dict[str, Any]) -> dict[str, Any]:
    """What of *event* is a `treadle.report.Decision`, or the begin of one."""
    names = {field.name for field in fields(Decision)}
    return {key: value for key, value in event.items() if key in names}


def main() -> None:
    """Run the check that standard input names."""
    job = json.load(sys.stdin.buffer)
    watchdog.COMPUTING_S = COMPUTING_S
    checks = Path(job["checks"])
    arguments = [*OPTIONS, "--rootdir", str(checks.parent), f"{checks}::{job['check']}"]
    teller = Teller(Path(job["told"]), job["seal"])
    pytest.main(arguments, plugins=[teller])
    if not teller.decided:
        teller.say(UNDECIDED)
    sys.stdout.flush()
    os._exit(0)  # a thread that was given up must not keep the process


if __name__ == "__main__":
    main()
