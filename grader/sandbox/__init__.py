"""The sandbox: how a process with a student's code is launched, watched from outside, and ended.

The rest of the grader knows `Sandbox` and its `launch`, and not how it is done:

- `keeper` is outside of the box, and leaves no process of it behind;
- `bubblewrap` is the box, with the filter of system calls of `seccomp`;
- `worker` is in the box, and runs the checks;
- `probe` tries what holds, by running it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import treadle
from grader.sandbox import bubblewrap, seccomp

HERE = Path(__file__).parent
BUBBLEWRAP, NONE = "bubblewrap", "none"

ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONHASHSEED": "0",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "MALLOC_ARENA_MAX": "2",  # else each thread reserves memory that counts against the limit
    "NO_COLOR": "1",
    "COLUMNS": "80",
}

PYTHON = [sys.executable, "-P", "-s", "-S", "-B"]
"""Without the current folder, what a user installed, what `site` does, and bytecode to leave."""


@dataclass(frozen=True, slots=True)
class Launched:
    """A running worker.

    Attributes:
        output: file descriptor to read what it prints.
        results: file descriptor to read what it tells.

    """

    keeper: subprocess.Popen[bytes]
    output: int
    results: int

    def end(self) -> int:
        """Kill it and everything it started, if it is still there.

        Returns:
            Its exit code, or minus the number of the signal that ended it.

        """
        assert self.keeper.stdin is not None
        self.keeper.stdin.close()
        return self.keeper.wait()


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A way to run a student's code.

    Attributes:
        level: "bubblewrap", or "none": it can do then whatever the person who grades can.

    """

    level: str

    @contextmanager
    def launch(self, job: dict[str, Any], readable: list[Path]) -> Iterator[Launched]:
        """Launch a worker; at the end of the block nothing of it is left.

        Some boxes die with the thread that launched them, so it must outlive the block.

        Args:
            job: what to do, see `grader.sandbox.worker`.
            readable: what it can read besides Python and Treadle.

        Raises:
            OSError: it cannot be started.

        """
        output, output_end = os.pipe()
        results, results_end = os.pipe()
        ends = [output_end, results_end]
        try:
            with TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as folder:
                try:
                    with TemporaryFile() as given:
                        given.write(json.dumps(job | {"boxed": self.level != NONE}).encode())
                        given.seek(0)
                        passed = [given.fileno(), results_end]
                        command = [*PYTHON, str(HERE / "worker.py"), *map(str, passed)]
                        environment = ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(_places())}
                        if self.level == BUBBLEWRAP:
                            ends.append(seccomp.as_file())
                            passed.append(ends[-1])
                            command = bubblewrap.command([*_needed(), *readable], ends[-1], command)
                            environment |= {"HOME": "/tmp", "TMPDIR": "/tmp"}
                        else:
                            environment |= {"HOME": folder, "TMPDIR": folder}
                        process = subprocess.Popen(
                            [sys.executable, "-I", "-S", "-B", str(HERE / "keeper.py"), *command],
                            stdin=subprocess.PIPE,
                            stdout=output_end,
                            stderr=output_end,
                            pass_fds=passed,
                            cwd=folder,
                            env=environment,
                            start_new_session=True,
                        )
                finally:
                    for end in ends:
                        os.close(end)
                launched = Launched(process, output, results)
                try:
                    yield launched
                finally:
                    launched.end()
        finally:
            os.close(output)
            os.close(results)


def _places() -> list[str]:
    """Where the worker finds what it imports: without `site` nobody else says so."""
    home = str(Path(treadle.__file__).resolve().parents[1])
    return list(dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), home]))


def _needed() -> list[Path]:
    """What the worker reads: Python, what is installed, the harness, and little of the grader."""
    grader = HERE.parent
    return [
        *bubblewrap.interpreter(),
        Path(treadle.__file__).resolve().parent,
        *(grader / "__init__.py", grader / "sandbox"),
    ]
