"""The worker: a process in the box that runs one student's checks, in forks of it.

    python -P -s -S -B worker.py IN OUT

It reads one JSON object from the file descriptor IN: the checks, and the code as text. It imports
pytest and collects the checks once, before any of the student's code is there. Then the checks of
an exercise run in a fork: what the code does to the interpreter, it does to nobody else's and to no
other exercise. A fork in which a check leaves anything is not used again. What comes out is one
line of JSON for each event on OUT, which no fork has.

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
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from mmap import mmap
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import treadle.check
import treadle.story
from grader.sandbox.box import Box
from grader.sandbox.breakout import tried
from grader.sandbox.event import ENDLESS, event_of, has_ended_itself, without
from grader.sandbox.fork import Fork
from grader.sandbox.keeper import (
    PR_SET_CHILD_SUBREAPER,
    PR_SET_PDEATHSIG,
    limit,
    prctl,
    reap,
    sweep,
)
from grader.sandbox.tripwire import Heard, Tripwire
from treadle import limits, watchdog
from treadle.world.prepared import Prepared, prepare

PR_SET_DUMPABLE = 4
OPTIONS = [
    *("-c", os.devnull, "--import-mode=importlib", "-p", "no:cacheprovider"),
    *("-p", "no:faulthandler", "-p", "pytest_timeout", "-p", "treadle.plugin"),
    *("-p", "grader.sandbox.comparisons"),
    *("-q", "-s", "--tb=native"),  # nobody sees the tracebacks; these cost least
]
FILES = 256

CPU_S, CPU_AGAIN_S = 20, 5
"""Processor time of one check, in seconds; of another one, if a check had to be stopped before.

What right answers take in a check is below one second.
"""

COMPUTING_S, COMPUTING_AGAIN_S = 1.0, 0.25
"""So long the code may compute without coming to a step, in seconds of the processor's time.

In the kit's answers that is at most 13 milliseconds, with the machine busy. Code that was given up
once has less time in the checks of the exercise that are left; code that is right never is. A loop
in C lets nobody look how far the code is; after half of that time the process is ended, by SIGPROF.
"""

LOOK_S = 0.05
"""How often it is looked, in seconds: several times before that."""

ROUNDS, ROUNDS_AGAIN = limits.ROUND_LIMIT, limits.ROUND_LIMIT // 10
"""So many rounds of loops an execution may take; the same code, after an endless loop was found."""

GROWN_KIB = 256 << 10
"""A process that has grown by more runs no other check."""

THREADS = 2
"""The threads of a process in which nothing is left running: one explores, one looks after it."""


def main(source: int, out: int) -> None:
    """Do what is asked on *source*, and tell on *out*."""
    watchdog.rearm = end_without_look
    job, box = begin(source, out)
    with tempfile.TemporaryDirectory(dir=job["folder"], ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # who goes into the box may be somebody else
        checks = Checks(job, Path(folder), out, box)
        arguments = [f"{job['kit']}/{nodeid}" for nodeid in job["checks"]]
        pytest.main([*OPTIONS, "--rootdir", job["kit"], *arguments], plugins=[checks])


def end_without_look(limit_s: float) -> None:
    """Have the system end this process when it has computed for so long; 0: not any more."""
    signal.setitimer(signal.ITIMER_PROF, limit_s)


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
    """A pytest plugin that runs the checks in forks.

    Args:
        job: what was asked: `kit`, the folder of the exercises; `checks`, node ids in it; `code`,
            by exercise a file name and its content; `canary`, the same by check; `limit_s`.
        folder: a place to put the code.
        out: where to tell.
        box: which every fork enters.
        prepared: by exercise and content what is prepared already, see
            `treadle.world.prepared.prepare`.

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
        self._begun_kib = 0
        self._cpu_s = CPU_S
        self._is_canary = False
        self._heard: Heard
        self._loaded = treadle.check.loaded = mmap(-1, 1)

    def pytest_treadle_event(self, event: dict[str, Any]) -> None:
        """Hear what a check came to; in a fork."""
        self._events.append(event)

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self) -> None:
        """Do not tell the code that is about to be loaded which check asks, as pytest does."""
        os.environ.pop("PYTEST_CURRENT_TEST", None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self) -> None:
        """Do not tell the code that is about to run, either."""
        os.environ.pop("PYTEST_CURRENT_TEST", None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport | None:
        """Look at the tripwire: the code has run, and nothing is decided yet.

        Of a failure make a report without a traceback, which nobody sees.
        """
        if call.when == "call" and not self._is_canary:
            self._look()
        error = call.excinfo
        if error is None or error.errisinstance((pytest.skip.Exception, pytest.xfail.Exception)):
            return None
        assert call.when != "collect"
        return pytest.TestReport(
            item.nodeid, item.location, {}, "failed", error.typename, call.when
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all checks, in place of pytest; the forks run what pytest runs for one."""
        self.run(session.items, Tripwire())
        return True

    def run(self, items: Iterable[pytest.Item], tripwire: Tripwire) -> None:
        """Run these checks, and see that nothing changes that *tripwire* knows."""
        self._tripwire = tripwire
        for exercise, of_it in groupby(items, key=lambda item: item.path.parent.name):
            self._run(exercise, list(of_it))

    def _run(self, exercise: str, items: list[pytest.Item]) -> None:
        """Run the checks of one exercise, in as few forks as may be."""
        roots = [self._laid_out(exercise, item) for item in items]
        fork: Fork | None = None
        never_loaded: dict[str, Any] | None = None
        self._allow(COMPUTING_S, ROUNDS)
        self._cpu_s = CPU_S
        for number, item in enumerate(items):
            self._tell({"event": "start", "nodeid": item.nodeid})
            alone = not _is_explored(item) and _is_inside(item)
            loads = _is_inside(item) and not alone
            if loads and never_loaded is not None:
                self._tell({**never_loaded, "nodeid": item.nodeid})
                continue
            self._loaded[0] = 0
            if fork is not None and alone:
                fork.end()
                fork = None
            said = None if fork is None else fork.tell(number, self._job["limit_s"])
            if fork is None or said is None or not said.begun:
                if fork is not None:
                    fork.end()
                fork = Fork(
                    partial(self._enter, len(items)),
                    lambda number: self._check(items[number], roots[number]),
                    self._box,
                )
                said = fork.tell(number, self._job["limit_s"])
            ending = event_of(said, len(roots[number]))
            is_stopped = ending["event"] == "timeout"
            is_endless = is_stopped or ending.get("verdict") in ENDLESS
            if is_endless:
                self._allow(COMPUTING_AGAIN_S, ROUNDS_AGAIN)
            if is_stopped:  # from outside
                self._cpu_s = CPU_AGAIN_S
            if loads and not self._loaded[0] and has_ended_itself(said):
                never_loaded = ending  # a module is loaded before any check is different
            if alone or is_endless or ending["event"] != "check":
                fork.end()
                fork = None
            self._tell({**ending, "nodeid": item.nodeid})
        if fork is not None:
            fork.end()

    def _allow(self, computing_s: float, rounds: int) -> None:
        """Give the code in forks to come so much."""
        watchdog.LOOK_S, watchdog.COMPUTING_S = LOOK_S, computing_s
        limits.ROUND_LIMIT = rounds

    def _laid_out(self, exercise: str, item: pytest.Item) -> list[Path]:
        """The folders with the code and, if there is one, the canary; their names tell nothing."""
        sources = [self._job["code"][exercise]]
        if _is_inside(item):
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

    def _enter(self, checks: int) -> None:
        """Be a fork, for so many checks."""
        os.setsid()
        os.close(self._out)
        self._box.enter()
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # so it does not go on without the worker
        prctl(PR_SET_CHILD_SUBREAPER, 1)  # else nobody here would know of orphans
        assert self._tripwire is not None
        self._heard = Heard(self._tripwire)
        treadle.check.worlds, treadle.check.shown = {}, False
        limit(resource.RLIMIT_CPU, self._cpu_s * checks)
        self._begun_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def _check(self, item: pytest.Item, roots: list[Path]) -> tuple[object, bool]:
        """Run a check on the code in each of *roots*; in a fork.

        Returns:
            What came of it, None if its time ran out, and whether another check can be run in this
            process: nothing of this one is left in it.

        """
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(
            resource.RLIMIT_CPU, (min(most, int(used.ru_utime + used.ru_stime) + self._cpu_s), most)
        )
        if _is_explored(item):
            gc.disable()  # an exploration collects itself; else all memory would be copied
        try:
            decided = [self._decided(item, root, root != roots[0]) for root in roots]
            self._look()
        except (OSError, MemoryError):  # the code has used up what a process may have
            raise
        except pytest.fail.Exception:  # its time ran out while its story was being told
            return None, False
        except Exception as error:  # pytest lets none through: a hook of the kit is broken
            return f"{type(error).__name__}: {error}", False
        told = {"decided": decided, "changed": self._changed, "made": self._heard.made}
        return told, not self._changed and not self._heard.made and self._is_clean()

    def _is_clean(self) -> bool:
        """Whether the code has left no thread, no process and not much memory behind."""
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self._begun_kib
        if grown > GROWN_KIB or watchdog.still_standing() or len(sys._current_frames()) > THREADS:
            return False
        _, some_left = reap(os.getpid())
        return not some_left

    def _decided(self, item: pytest.Item, root: Path, is_canary: bool) -> dict[str, Any]:
        """What the check comes to on the code in *root*."""
        self._is_canary = is_canary
        treadle.check.told = not is_canary  # nobody reads what becomes of it
        self._events.clear()
        item.config.option.code = str(root)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        found = [event for event in self._events if event["event"] == "check"]
        return without(found[-1] if found else {}, str(root))

    def _look(self) -> None:
        if self._tripwire is not None and not self._changed:
            worlds = treadle.check.worlds or {}
            changed = (world.changed for world in worlds.values() if world.changed)
            self._changed = self._tripwire.changed(self._heard) or next(changed, "")

    def _tell(self, event: dict[str, Any]) -> None:
        os.write(self._out, json.dumps(event).encode() + b"\n")


def _is_inside(item: pytest.Item) -> bool:
    """Whether the code runs in the process of the check, and not as a program of its own."""
    return "exercise" in getattr(item, "fixturenames", ())


def _is_explored(item: pytest.Item) -> bool:
    """Whether the threads of the code are virtual, so that none is left when the check is over."""
    return hasattr(getattr(item, "function", None), "treadle_settings")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
