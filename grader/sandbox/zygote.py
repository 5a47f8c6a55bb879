"""The zygote: a process that has imported and collected everything, and is forked for each student.

    python -P -s -S -B zygote.py SOCKET < what it is for

It stays outside of any box, and no student's code ever is in it or can reach it. For each request a
fork of it becomes the keeper (`keeper`) of one student's worker; the keeper starts an empty box and
a second fork, which moves into the box (`enter`) and gives up its rights before it reads what the
student handed in. What is in its memory is the kit and the harness, which a student may know. From
there on it is a worker as any other.

A request is five file descriptors: what the worker is asked, where it tells, where it prints, what
the keeper listens to, and where the keeper says how it ended.
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
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import treadle.story
from grader.sandbox import BUBBLEWRAP, ENVIRONMENT, bubblewrap, enter, seccomp
from grader.sandbox.box import nobody
from grader.sandbox.keeper import (
    PR_SET_CHILD_SUBREAPER,
    PR_SET_PDEATHSIG,
    end_as,
    keep,
    prctl,
)
from grader.sandbox.tripwire import Tripwire
from grader.sandbox.worker import OPTIONS, Checks, begin, end_without_look, in_fork
from treadle import watchdog
from treadle.exploration import explore
from treadle.settings import Settings
from treadle.world import World
from treadle.world.prepared import Prepared, prepare

READY = b"\n"
REQUEST_FILES = 5

WARM = """
import asyncio, concurrent.futures, queue, threading, time

def scenario():
    done = queue.Queue()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        pool.map(done.put, range(2))
    async def nothing():
        await asyncio.sleep(0)
    asyncio.run(nothing())
    assert not done.empty() and False
"""
"""A program that needs most of the harness, and fails, so that the telling is in memory as well."""


def main(connection: socket.socket) -> None:
    """Prepare for what standard input says, and serve what comes on *connection*."""
    watchdog.rearm = end_without_look
    given = json.load(sys.stdin.buffer)
    arguments = [f"{given['kit']}/{nodeid}" for nodeid in given["checks"]]
    options = [*OPTIONS, "--continue-on-collection-errors", "--rootdir", given["kit"]]
    pytest.main([*options, *arguments], plugins=[Zygote(given, connection)])


class Zygote:
    """A pytest plugin that serves requests where pytest would run the checks.

    Args:
        given: the folder of the `kit`, the node ids of its `checks`, the `canary` of each, see
            `grader.sandbox.worker`, the `level` of the sandbox, and what is `readable` in it.
        connection: where requests come from.

    """

    def __init__(self, given: dict[str, Any], connection: socket.socket) -> None:
        self._given = given
        self._boxed = given["level"] == BUBBLEWRAP
        self._connection = connection
        self._tripwire: Tripwire
        self._prepared: dict[tuple[str, str], Prepared] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve until nobody asks any more; not at all where nobody can move into a box."""
        if self._boxed and not self._can_move_in():
            return True
        with tempfile.TemporaryDirectory(prefix="grader-") as folder:
            self._warm(Path(folder))
        self._tripwire = Tripwire()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the keepers
        gc.collect()
        gc.freeze()  # else a collection in a fork would touch, and so copy, everything
        self._connection.send(READY)
        while True:
            said, files, _, _ = socket.recv_fds(self._connection, 1, REQUEST_FILES)
            if not said:
                return True
            if os.fork() == 0:
                try:
                    self._connection.close()
                    self._keep(session, files)
                finally:
                    os._exit(1)
            for file in files:
                os.close(file)

    def _warm(self, folder: Path) -> None:
        """Have in memory whatever does not depend on a student."""
        program = folder / "warm.py"
        program.write_text(WARM, encoding="utf-8")
        world = World(folder)
        treadle.story.tell(
            explore(world, lambda: world.load(program).scenario(), Settings(schedules=2))
        )
        for files in self._given["canary"].values():
            for exercise, (module, source) in files.items():
                if (exercise, source) not in self._prepared:
                    path = folder / secrets.token_hex(8) / module
                    path.parent.mkdir()
                    path.write_bytes(base64.b64decode(source))
                    if prepared := prepare(path):
                        self._prepared[exercise, source] = prepared

    def _can_move_in(self) -> bool:
        """Whether a process can move into a box here: not all that can start one can."""

        def try_it() -> bool:
            silent, _ = os.pipe()
            os.dup2(silent, 0)
            enter.join(_box(map(Path, self._given["readable"])))
            return True

        return in_fork(try_it) is True

    # -- one student ---------------------------------------------------------------------------

    def _keep(self, session: pytest.Session, files: list[int]) -> None:
        """Be the keeper of one student's worker."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        prctl(PR_SET_CHILD_SUBREAPER, 1)
        os.setsid()
        asked, told, printed, control, ended = files
        os.dup2(control, 0)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        os.close(control)
        os.close(printed)
        holder = _box(map(Path, self._given["readable"])) if self._boxed else None

        def work() -> None:
            _close_all_but(asked, told)
            try:
                if holder is not None:
                    _move_in(holder)
                self._work(session, asked, told)
            except Exception as error:
                os.write(2, f"ERROR {type(error).__name__}: {error}\n".encode())

        code = keep(work)
        os.write(ended, str(code).encode())

    def _work(self, session: pytest.Session, asked: int, told: int) -> None:
        """Be the worker."""
        job, box = begin(asked, told)
        job |= {"canary": self._given["canary"]}
        os.environ |= {"HOME": job["home"], "TMPDIR": job["home"]}
        tempfile.tempdir = None
        items = {item.nodeid: item for item in session.items}
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            checks = Checks(job, Path(folder), told, box, self._prepared)
            session.config.pluginmanager.register(checks)
            checks.run([items[nodeid] for nodeid in job["checks"]], self._tripwire)
        os._exit(0)


def _box(readable: Iterable[Path]) -> int:
    """Start an empty box; the process that holds it, which dies with this one.

    Raises:
        OSError: it did not start, or nobody wants it any more.

    """
    said, saying = os.pipe()
    rules = seccomp.as_file()
    command = bubblewrap.command(readable, rules, ["cat"])
    process = subprocess.Popen(
        [command[0], "--info-fd", str(saying), *command[1:]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=[saying, rules],
        env=ENVIRONMENT,
    )
    os.close(saying)
    os.close(rules)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(READY)
    process.stdin.flush()
    answer = process.stdout.fileno()
    ready, _, _ = select.select([0, answer], [], [])
    if 0 in ready or os.read(answer, 1) != READY:
        raise OSError("the box did not start")
    with os.fdopen(said, "rb") as info:
        holder = json.load(info)["child-pid"]
    kept.append(process)
    return int(holder)


kept: list[subprocess.Popen[bytes]] = []
"""The box of this keeper, which stands as long as the pipe to it is open."""


def _close_all_but(*files: int) -> None:
    """Close what came from outside, besides the standard streams."""
    kept = sorted({2, *files})
    for low, high in zip(
        kept, [*kept[1:], resource.getrlimit(resource.RLIMIT_NOFILE)[0]], strict=True
    ):
        os.closerange(low + 1, high)


def _move_in(holder: int) -> None:
    """Be in the box of *holder* from here on, in a fork, without any rights."""
    enter.join(holder)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        end_as(os.waitstatus_to_exitcode(status))
    is_root = os.getuid() == 0
    enter.give_up_rights(nobody() if is_root else None)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
