"""The sandbox: how a process with a student's code is launched, watched from outside, and ended.

The rest of the grader knows `Sandbox` and its `launch`, and not how it is done:

- `keeper` is outside of the box, and leaves no process of it behind;
- `bubblewrap` is a box of namespaces, `landlock` one that does without; both have a filter of
  system calls, `seccomp`, and `box` is what is left to do inside;
- `worker` runs the checks, in `fork`s of it; `event` is what it tells of one; `tripwire` sees what
  they exchange;
- `warm` launches a worker without a start of Python, by a fork of the `zygote` that moves into the
  box (`enter`);
- `probe` tries what holds, by running `breakout` in it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, Protocol

import treadle
from grader.sandbox import bubblewrap, seccomp

HERE = Path(__file__).parent
BUBBLEWRAP, LANDLOCK, NONE = "bubblewrap", "landlock", "none"
LADDER = (BUBBLEWRAP, LANDLOCK)
"""The levels that hold, from the best one down; below them code has to be trusted."""

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


PATIENCE_S = 60.0
"""How long to wait for what cannot be killed, in seconds."""


@dataclass(frozen=True, slots=True)
class Launched:
    """A running worker.

    Attributes:
        output: file descriptor to read what it prints.
        results: file descriptor to read what it tells.
        end: kills it and everything it started, if it is still there; gives its exit code, or minus
            the number of the signal that ended it.

    """

    output: int
    results: int
    end: Callable[[], int]


class Launcher(Protocol):
    """Who launches workers: a sandbox, or a zygote in one (`warm`).

    Attributes:
        level: see `Sandbox`.

    """

    @property
    def level(self) -> str:
        """See `Sandbox`."""

    def launch(self, job: dict[str, Any], readable: list[Path]) -> AbstractContextManager[Launched]:
        """See `Sandbox.launch`."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A way to run a student's code.

    Attributes:
        level: "bubblewrap", "landlock", or "none": it can do then whatever who grades can.

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
                    scratch, code = Path(folder, "scratch"), Path(folder, "code")
                    boxed = self.level == BUBBLEWRAP
                    for place in (scratch, code):
                        place.mkdir()
                    Path(folder).chmod(0o711)  # who is nobody in the box has to get through
                    told = job | {
                        "level": self.level,
                        "readable": [str(path) for path in (*needed(), *readable)],
                        "folder": None if boxed else str(code),
                    }
                    with TemporaryFile() as given:
                        given.write(json.dumps(told).encode())
                        given.seek(0)
                        passed = [given.fileno(), results_end]
                        command = [*PYTHON, str(HERE / "worker.py"), *map(str, passed)]
                        environment = ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(places())}
                        if boxed:
                            ends.append(seccomp.as_file())
                            passed.append(ends[-1])
                            command = bubblewrap.command([*needed(), *readable], ends[-1], command)
                            environment |= {"HOME": "/tmp", "TMPDIR": "/tmp"}
                        else:
                            environment |= {"HOME": str(scratch), "TMPDIR": str(scratch)}
                        process = subprocess.Popen(
                            [sys.executable, "-I", "-S", "-B", str(HERE / "keeper.py"), *command],
                            stdin=subprocess.PIPE,
                            stdout=output_end,
                            stderr=output_end,
                            pass_fds=passed,
                            cwd=scratch,
                            env=environment,
                            start_new_session=True,
                        )
                finally:
                    for end in ends:
                        os.close(end)
                assert process.stdin is not None
                control = process.stdin

                def stop() -> int:
                    control.close()
                    try:
                        return process.wait(PATIENCE_S)
                    except subprocess.TimeoutExpired:  # the keeper goes on without us
                        return -signal.SIGKILL

                launched = Launched(output, results, stop)
                try:
                    yield launched
                finally:
                    launched.end()
        finally:
            os.close(output)
            os.close(results)


def places() -> list[str]:
    """Where the worker finds what it imports: without `site` nobody else says so."""
    home = str(Path(treadle.__file__).resolve().parents[1])
    return list(dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), home]))


def needed() -> list[Path]:
    """What the worker reads: Python, what is installed, the harness, and little of the grader."""
    grader = HERE.parent
    return [
        *bubblewrap.interpreter(),
        Path(treadle.__file__).resolve().parent,
        *(grader / "__init__.py", grader / "sandbox"),
    ]
