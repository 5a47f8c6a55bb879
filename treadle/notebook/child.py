"""The process that runs a notebook's checks: whatever becomes of one, the notebook goes on.

    python -P -m treadle.notebook.child

It imports what takes long, and then reads jobs, a line of JSON each, from its standard input: the
check, the folder of the code, where to write what comes of it, and a seal that the code under check
does not know. What stands there without the seal was not written by us. Each check runs in a fork.
To each job comes a line: the exit code of the fork, or `timeout`. SIGTERM ends the fork, too. Where
there is no fork, the process runs one job and ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

import pytest

import treadle.check
import treadle.exploration  # imported here for whoever is forked
import treadle.story
from treadle import watchdog
from treadle.report import FAILED, Decision
from treadle.runaways import end_marked

COMPUTING_S = 10.0
"""So long the code may compute without coming to a step: a person waits at the notebook."""

LOOK_S = 0.005
"""How often a fork is looked after, in seconds."""

OPTIONS = [
    *("-c", os.devnull, "--import-mode=importlib", "-p", "no:cacheprovider"),
    *("-p", "no:faulthandler", "-p", "pytest_timeout", "-p", "treadle.plugin"),
    *("-q", "--tb=native"),
]

CHECK = "TREADLE_CHECK"
"""The mark, in the environment, of all that a check starts: the number of its process."""

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


def run(job: dict[str, Any]) -> NoReturn:
    """Be the process of one check."""
    os.environ[CHECK] = str(os.getpid())
    os.chdir(job["folder"])
    printed = os.open(job["printed"], os.O_WRONLY | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, printed), (2, printed)):
        os.dup2(source, target)
    teller = Teller(Path(job["told"]), job["seal"])
    pytest.main([*OPTIONS, "--rootdir", job["folder"], job["check"]], plugins=[teller])
    if not teller.decided:
        teller.say(UNDECIDED)
    sys.stdout.flush()
    os._exit(0)  # a thread that was given up must not keep the process


def ended(fork: int, limit_s: float) -> str:
    """Wait for *fork*, and end what is left of it; its exit code, or `timeout`."""
    deadline = time.monotonic() + limit_s
    found, status = 0, 0
    while not found and time.monotonic() < deadline:
        found, status = os.waitpid(fork, os.WNOHANG)
        if not found:
            time.sleep(LOOK_S)
    kill(fork)
    if not found:
        os.kill(fork, signal.SIGKILL)  # it may not have a group of its own yet
        os.waitpid(fork, 0)
        return "timeout"
    return str(os.waitstatus_to_exitcode(status))


def kill(fork: int) -> None:
    """End *fork* and what it has started, also programs in sessions of their own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(fork, signal.SIGKILL)
    end_marked(CHECK, str(fork))


def main() -> None:
    """Run the checks that standard input names, until it ends."""
    watchdog.COMPUTING_S = COMPUTING_S
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    fork = 0

    def stop(*_: object) -> NoReturn:
        if fork:
            kill(fork)
        os._exit(1)

    signal.signal(signal.SIGTERM, stop)
    while line := sys.stdin.buffer.readline():
        job = json.loads(line)
        fork = os.fork() if hasattr(os, "fork") else 0
        if fork == 0:
            try:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                if hasattr(os, "setsid"):
                    os.setsid()
                replies.close()
                run(job)
            finally:
                os._exit(1)
        print(ended(fork, job["limit_s"]), file=replies, flush=True)
        fork = 0


if __name__ == "__main__":
    main()
