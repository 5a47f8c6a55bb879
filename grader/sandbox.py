"""How a process that runs a student's code is launched, watched from outside, and ended.

This is the seam of the sandbox: the rest of the grader knows `box` and `launch`, and not how they
do it. Today that is a private folder, an empty environment, and a keeper (`grader.keeper`) that
lets no process live on. It protects the grading from accidents. It is no protection from malice:
the process may read and write what the person who grades may.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

KEEPER = Path(__file__).with_name("keeper.py")

ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "MALLOC_ARENA_MAX": "2",  # else each thread reserves memory that counts against the limit
    "NO_COLOR": "1",
    "COLUMNS": "80",
}

# -P: the current folder, where a student's code may write, is no place to import from.
# -s: what a check prints is not kept in memory or on disk, but read and dropped by us.
PYTEST = [
    *("-P", "-s", "-m", "pytest"),
    *("-c", os.devnull, "--import-mode=importlib", "-p", "no:cacheprovider"),
    *("-p", "pytest_timeout", "-p", "treadle.plugin", "-q", "-s", "--tb=short"),
]


@dataclass(frozen=True, slots=True)
class Box:
    """A private folder for one student and exercise: `code` holds the module, `work` is empty."""

    folder: Path

    @property
    def code(self) -> Path:
        """The folder that holds what the student handed in."""
        return self.folder / "code"

    @property
    def work(self) -> Path:
        """The current, home and temporary folder of the process."""
        return self.folder / "work"


@contextmanager
def box() -> Iterator[Box]:
    """Make a box; it is deleted at the end.

    Raises:
        OSError: no temporary folder can be made.

    """
    with TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as folder:
        made = Box(Path(folder).resolve())
        made.code.mkdir()
        made.work.mkdir()
        yield made


@dataclass(frozen=True, slots=True)
class Launched:
    """A running process of a student.

    Attributes:
        output: file descriptor to read what it prints.
        results: file descriptor to read what it writes to its results file.

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


@contextmanager
def launch(pytest_arguments: list[str], box: Box, *, compiles: bool = False) -> Iterator[Launched]:
    """Launch pytest with *pytest_arguments* in *box*, in a process of its own.

    The plugin of Treadle is loaded, and told where to write results. At the end of the block
    nothing of the process is left.

    Args:
        pytest_arguments: what to check, and how.
        box: where it runs.
        compiles: whether it may leave bytecode beside the modules that it imports, so that later
            processes start faster. Never for a student's code.

    Raises:
        OSError: the process cannot be started.

    """
    output, output_end = os.pipe()
    results, results_end = os.pipe()
    try:
        try:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-I", "-S", "-B", str(KEEPER)),
                    *(sys.executable, *PYTEST, *pytest_arguments),
                    *("--treadle-results", f"/dev/fd/{results_end}"),
                ],
                stdin=subprocess.PIPE,
                stdout=output_end,
                stderr=output_end,
                pass_fds=[results_end],
                cwd=box.work,
                env=ENVIRONMENT
                | {"HOME": str(box.work), "TMPDIR": str(box.work)}
                | ({"PYTHONDONTWRITEBYTECODE": ""} if compiles else {}),
                start_new_session=True,
            )
        finally:
            os.close(output_end)
            os.close(results_end)
        launched = Launched(process, output, results)
        try:
            yield launched
        finally:
            launched.end()
    finally:
        os.close(output)
        os.close(results)
