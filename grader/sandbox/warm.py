"""Warm workers: launched without a start of Python, for all students from one zygote.

To start Python, import pytest and collect the checks takes longer than to run most checks. The
zygote (`grader.sandbox.zygote`) has done it once, and each worker is a fork of it. Where that does
not work, workers are launched cold, as `Sandbox` does: it is slower, and that is all.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Lock
from typing import Any

from grader.sandbox import (
    BUBBLEWRAP,
    ENVIRONMENT,
    HERE,
    NONE,
    PATIENCE_S,
    PYTHON,
    Launched,
    Sandbox,
    needed,
    places,
)

WARM = (BUBBLEWRAP, NONE)
"""The levels whose boxes a process can move into."""

START_S = 120.0
"""How long the zygote may take to be ready, in seconds."""


class Warm:
    """A `Launcher` of warm workers for one kit, to be closed in the end.

    The zygote is started when the first worker is asked for.

    Args:
        sandbox: where the workers run.
        kit: the folder of the exercises.
        checks: the node ids of all checks that will be asked for.
        canary: see `grader.sandbox.worker`.

    """

    def __init__(
        self,
        sandbox: Sandbox,
        kit: Path,
        checks: list[str],
        canary: Mapping[str, Mapping[str, tuple[str, str]]],
    ) -> None:
        self._sandbox = sandbox
        self._given = {
            "kit": str(kit),
            "checks": checks,
            "canary": canary,
            "level": sandbox.level,
            "readable": [str(path) for path in (*needed(), kit)],
        }
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._works: bool | None = None  # nobody knows until it is started

    @property
    def level(self) -> str:
        """See `Sandbox`."""
        return self._sandbox.level

    def close(self) -> None:
        """End the zygote; the workers have ended before."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            if not self._works:
                self._process.kill()
            self._process.wait()

    @contextmanager
    def launch(self, job: dict[str, Any], readable: list[Path]) -> Iterator[Launched]:
        """See `Sandbox.launch`; *readable* is the kit's folder."""
        with TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as folder:
            home = "/tmp" if self.level == BUBBLEWRAP else folder
            asked = {key: value for key, value in job.items() if key != "canary"}
            asked |= {"level": self.level, "readable": [], "home": home}
            launched = self._forked(json.dumps(asked).encode())
            if launched is not None:
                try:
                    yield launched
                finally:
                    launched.end()
                    os.close(launched.output)
                    os.close(launched.results)
                return
        with self._sandbox.launch(job, readable) as cold:
            yield cold

    def _forked(self, asked: bytes) -> Launched | None:
        """A worker that does what is *asked*; None if the zygote does not work."""
        output, output_end = os.pipe()
        results, results_end = os.pipe()
        control_end, control = os.pipe()
        ended, ended_end = os.pipe()
        with TemporaryFile() as given:
            given.write(asked)
            given.seek(0)
            passed = [given.fileno(), results_end, output_end, control_end, ended_end]
            works = self._send(passed)
            for end in passed[1:]:
                os.close(end)
        if not works:
            for end in (output, results, control, ended):
                os.close(end)
            return None

        codes: list[int] = []

        def stop() -> int:
            if not codes:
                os.close(control)
                with os.fdopen(ended, "rb") as file:
                    has_ended, _, _ = select.select([file], [], [], PATIENCE_S)
                    codes.append(int(file.read() or 1) if has_ended else -signal.SIGKILL)
            return codes[0]

        return Launched(output, results, stop)

    def _send(self, files: list[int]) -> bool:
        """Ask the zygote for a worker with these *files*; false if it does not work."""
        with self._lock:
            try:
                if self._works is None:
                    self._start()
                if self._works and self._connection is not None:
                    socket.send_fds(self._connection, [b"\n"], files)
            except OSError:
                self._works = False
            return bool(self._works)

    def _start(self) -> None:
        """Start the zygote, and wait until it is ready."""
        self._works = False
        if self.level not in WARM:
            return
        self._connection, theirs = socket.socketpair()
        self._connection.settimeout(START_S)
        with theirs, TemporaryFile() as given:
            given.write(json.dumps(self._given).encode())
            given.seek(0)
            self._process = subprocess.Popen(
                [*PYTHON, str(HERE / "zygote.py"), str(theirs.fileno())],
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(places())},
                start_new_session=True,
            )
        self._works = bool(self._connection.recv(1))
