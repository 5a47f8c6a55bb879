"""The process beside a notebook in which its checks run: see `child`."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys

LIMIT_S = 60.0
"""Wall clock for one check, in seconds; the harness's own, shorter limits come first."""


class Helper:
    """Runs checks, one after the other; its process begins with the first and ends with us.

    Nothing that it or the code under check prints reaches the notebook: a grader takes the least
    word on stderr for a failure.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to import what a check needs, so that the first one need not wait for it."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # what is not needed takes longest
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "treadle.notebook.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # what interrupts the notebook must not end it halfway
        )

    def run(self, **job: str) -> int | None:
        """Run one check; the exit code of its process, None if it was out of time."""
        self.start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(json.dumps({**job, "limit_s": LIMIT_S}).encode() + b"\n")
                process.stdin.flush()
            ended = process.stdout.readline().decode().strip()
        except BaseException:  # somebody has interrupted the notebook
            self.close()
            raise
        if not ended:  # there is no fork here, or the process itself was ended
            return process.wait()
        return None if ended == "timeout" else int(ended)

    def close(self) -> None:
        """End the process, and the check that it may be running."""
        if self._process is not None:
            self._process.terminate()
            with self._process:
                self._process = None
