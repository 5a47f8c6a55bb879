"""The worker: a process in the box that runs one student's checks, each in a fork of it.

    python -P -s -S -B worker.py IN OUT

It reads one JSON object from the file descriptor IN: the checks, and the code as text. It imports
pytest and collects the checks once, before any of the student's code is there. Then every check
runs in a fork: what it does to the interpreter, it does to nobody else. What comes out is one line
of JSON for each event on OUT, which no fork has.

With a *canary*, a known wrong answer, a check runs a second time in its fork, on that, from a
folder whose name tells nothing. A check that the canary passes was tampered with. It runs after the
code: what the code does to the checks would not show before. So was one whose *tripwire* says that
the harness is not what it was.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import resource
import secrets
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

import pytest

import treadle.check
import treadle.story
from grader.sandbox.box import Box
from grader.sandbox.breakout import tried
from grader.sandbox.keeper import PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG, limit, prctl, sweep
from grader.sandbox.tripwire import MadeCode, Tripwire
from treadle.world import Prepared, prepare

PASSED = "passed"
PR_SET_DUMPABLE = 4
OPTIONS = [
    *("-c", os.devnull, "--import-mode=importlib", "-p", "no:cacheprovider"),
    *("-p", "no:faulthandler", "-p", "pytest_timeout", "-p", "treadle.plugin"),
    *("-p", "grader.sandbox.comparisons"),
    *("-q", "-s", "--tb=native"),  # nobody sees the tracebacks; these cost least
]
FILES = 256

CPU_S = 60
"""Processor time of one check, in seconds."""

LOOK_S = 0.02
"""How often a fork that says nothing is looked after, in seconds."""

LAST_S = 1.0
"""How long a fork that has said all may take to end, in seconds."""

CHUNK_BYTES = 64 << 10
MOST_BYTES = 4 << 20
"""No result is longer."""


def main(source: int, out: int) -> None:
    """Do what is asked on *source*, and tell on *out*."""
    job, box = begin(source, out)
    with tempfile.TemporaryDirectory(dir=job["folder"], ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # who goes into the box may be somebody else
        checks = Checks(job, Path(folder), out, box)
        arguments = [f"{job['kit']}/{nodeid}" for nodeid in job["checks"]]
        pytest.main([*OPTIONS, "--rootdir", job["kit"], *arguments], plugins=[checks])


def begin(source: int, out: int) -> tuple[dict[str, Any], Box]:
    """Accept the limits of a worker; read what it is asked, and know the box that forks go into.

    If it is only asked what holds here, tell that, and end.
    """
    prctl(PR_SET_DUMPABLE, 0)  # no fork of ours may look into us
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    with os.fdopen(source, "rb") as file:
        job: dict[str, Any] = json.load(file)
    box = Box(job["level"], [Path(path) for path in job["readable"]])
    prctl(PR_SET_DUMPABLE, 0)
    limit(resource.RLIMIT_NOFILE, FILES)
    os.set_inheritable(out, False)
    if "probe" in job:
        os.write(out, json.dumps(in_fork(lambda: tried(box, job["probe"]))).encode())
        os._exit(0)
    return job, box


def in_fork(work: Callable[[], Any]) -> Any:
    """What *work* gives, done in a fork; an error's text if it fails."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said: Any = work()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(theirs, json.dumps(said).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as file:
        said = json.loads(file.read() or '"it was killed"')
    sweep(child)
    return said


class Checks:
    """A pytest plugin that runs every check in a fork.

    Args:
        job: what was asked: `kit`, the folder of the exercises; `checks`, node ids in it; `code`,
            by exercise a file name and its content; `canary`, the same by check; `limit_s`.
        folder: a place to put the code.
        out: where to tell.
        box: which every fork enters.
        prepared: by exercise and content what is prepared already, see
            `treadle.world.prepare`.

    """

    def __init__(
        self,
        job: dict[str, Any],
        folder: Path,
        out: int,
        box: Box,
        prepared: Mapping[tuple[str, str], Prepared] = MappingProxyType({}),
    ) -> None:
        self._job = job
        self._folder = folder
        self._out = out
        self._box = box
        self._prepared = prepared
        self._events: list[dict[str, Any]] = []
        self._roots: dict[tuple[str, str], Path] = {}
        self._tripwire: Tripwire | None = None
        self._changed = ""

    def pytest_treadle_event(self, event: dict[str, Any]) -> None:
        """Hear what a check came to; in a fork."""
        self._events.append(event)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        """Look at the tripwire: the code has run, and nothing is decided yet."""
        if call.when == "call":
            self._look()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all checks, in place of pytest; the forks run what pytest runs for one."""
        self.run(session.items, Tripwire())
        return True

    def run(self, items: Iterable[pytest.Item], tripwire: Tripwire) -> None:
        """Run these checks, and see that nothing changes that *tripwire* knows."""
        self._tripwire = tripwire
        for item in items:
            self._run(item)

    def _run(self, item: pytest.Item) -> None:
        exercise = item.path.parent.name
        self._tell({"event": "start", "nodeid": item.nodeid})
        roots = self._laid_out(exercise, item)
        ours, theirs = os.pipe()
        seal = secrets.token_bytes(16).hex().encode()
        child = os.fork()
        if child == 0:
            os.close(ours)
            self._check(item, roots, theirs, seal)
        os.close(theirs)
        said, status = self._heard(child, ours, seal)
        self._tell({**_ending(said, status, len(roots)), "nodeid": item.nodeid})

    def _laid_out(self, exercise: str, item: pytest.Item) -> list[Path]:
        """The folders with the code and, if there is one, the canary; their names tell nothing."""
        sources = [self._job["code"][exercise]]
        # Else the code does not run in the process of the check.
        if "exercise" in getattr(item, "fixturenames", ()):
            sources += self._job["canary"].get(item.nodeid, {}).values()
        roots = []
        for module, source in sources:
            root = self._roots.get((exercise, source))
            if root is None:
                root = self._folder / secrets.token_hex(8)
                self._roots[exercise, source] = root
                path = root / exercise / module
                path.parent.mkdir(parents=True)
                path.write_bytes(base64.b64decode(source))
                prepare(path, like=self._prepared.get((exercise, source)))
            roots.append(root)
        return roots

    def _check(self, item: pytest.Item, roots: list[Path], out: int, seal: bytes) -> NoReturn:
        """Be the fork: run the check on the code in each of *roots*, tell what came of it, end.

        What is told stands between two seals: the code may write to *out*, too.
        """
        code = 1
        try:
            os.setsid()
            os.close(self._out)
            self._box.enter()
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # so it does not go on without the worker
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
            if hasattr(getattr(item, "function", None), "treadle_settings"):
                gc.disable()  # an exploration collects itself; else all memory would be copied
            made = MadeCode()
            try:
                decided = [self._decided(item, root, root != roots[0]) for root in roots]
                self._look()
                told: object = {"decided": decided, "changed": self._changed, "made": made.heard}
            except (OSError, MemoryError):  # the code has used up what a process may have
                raise
            except Exception as error:  # pytest lets none through: a hook of the kit is broken
                told = f"{type(error).__name__}: {error}"
            with os.fdopen(out, "wb") as file:
                file.write(seal + json.dumps(told).encode() + seal)
            code = 0
        finally:
            os._exit(code)

    def _decided(self, item: pytest.Item, root: Path, is_canary: bool) -> dict[str, Any]:
        """What the check comes to on the code in *root*."""
        treadle.check.told = not is_canary  # nobody reads what becomes of it
        self._events.clear()
        item.config.option.code = str(root)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        found = [event for event in self._events if event["event"] == "check"]
        return _without(found[-1] if found else {}, str(root))

    def _look(self) -> None:
        if self._tripwire is not None and not self._changed:
            self._changed = self._tripwire.changed()

    def _heard(self, child: int, ours: int, seal: bytes) -> tuple[bytes, int | None]:
        """What the fork *child* says, and its wait status; None if it was out of time.

        Not until the end of the pipe: what the code leaves running may hold it open.
        """
        deadline = time.monotonic() + self._job["limit_s"]
        said, parts = b"", [b""]
        ended = None
        while len(parts) < 3 and len(said) < MOST_BYTES and time.monotonic() < deadline:
            if select.select([ours], [], [], LOOK_S)[0]:
                chunk = os.read(ours, CHUNK_BYTES)
                if not chunk:
                    break
                said += chunk
                parts = said.split(seal)
            elif ended is not None or self._box.is_full():
                break  # it has ended, and there is no more to read; or is to end
            else:
                ended = _ended(child, 0.0)
        in_time = time.monotonic() < deadline
        os.close(ours)
        if ended is None and in_time:
            ended = _ended(child, LAST_S)
        swept = sweep(child)
        self._box.tidy()
        status = swept if ended is None else ended
        return parts[1] if len(parts) > 2 else b"", status if in_time else None

    def _tell(self, event: dict[str, Any]) -> None:
        os.write(self._out, json.dumps(event).encode() + b"\n")


def _ended(child: int, patience_s: float) -> int | None:
    """Wait for *child* to end; its wait status, None if it does not."""
    deadline = time.monotonic() + patience_s
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.0005)


def _without(event: dict[str, Any], root: str) -> dict[str, Any]:
    """*event* without the folder that the code was in, which is another every time."""
    return {
        key: value.replace(f"{root}/", "") if isinstance(value, str) else value
        for key, value in event.items()
    }


def _ending(said: bytes, status: int | None, count: int) -> dict[str, Any]:
    """What came out of a check.

    Args:
        said: what the fork said: how it ended for the code and then for the canary, and what is
            not what it was.
        status: its wait status; None if it was out of time.
        count: how many of them there should be.

    """
    if status is None:
        return {"event": "timeout"}
    try:
        told = json.loads(said)
        if isinstance(told, str):
            return {"event": "error", "text": told}
        decided, changed = told["decided"], str(told["changed"])
        verdicts = [(event["outcome"], event["verdict"]) for event in decided]
        if len(verdicts) != count:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        return {"event": "crash", "code": os.waitstatus_to_exitcode(status)}
    if changed:
        return {"event": "tampered", "text": f"{changed} was changed while the check ran."}
    if any((outcome == PASSED) != (verdict == PASSED) for outcome, verdict in verdicts):
        return {"event": "tampered", "text": "Its outcome is not that of its verdict."}
    if (PASSED, PASSED) in verdicts[1:]:
        return {"event": "tampered", "text": "It passes on an answer that is wrong."}
    if told.get("made") and verdicts[0] == (PASSED, PASSED):
        return {"event": "tampered", "text": "It runs code made of text, which nobody can watch."}
    return {**decided[0], "event": "check"}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
