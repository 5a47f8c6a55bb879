"""Run a file as a real program, and say how it ended.

The program runs in a process of its own, in a session of its own, and nothing of it outlives the
call: not its children, nor theirs. Its forks are *pinned* (see `treadle.pin`): they happen while
another thread holds a lock, so that a child that is going to hang hangs every time, and says so at
once. The real clock is the last resort.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any

from treadle.busy import slowness
from treadle.pin.ledger import Ledger
from treadle.program_errors import BOOTSTRAPPING
from treadle.program_result import Ending, ProgramFailed, ProgramResult, judge
from treadle.runaways import end_marked, marked
from treadle.standstill import Look, look

__all__ = ["ProgramFailed", "ProgramResult", "run_program"]

PIN = Path(__file__).with_name("pin")
STARTED = PIN / "started"
"""Is on the path of what a pinned program starts."""

PINNED = "pinned"

FOLDER = "TREADLE_REPORTS"
"""Names, in the program's environment, the folder for its stacks (see `treadle.pin.report`)."""

KEEP = 64 * 1024
"""So many bytes are kept of the begin, and of the end, of what a program prints."""

LIMIT = 16 * 1024 * 1024
"""A program that prints more bytes than this is ended."""

LOOK_S = 0.01
"""How often a running program is looked after."""

STANDSTILL_S = 0.25
"""How often it is looked whether the program stands still."""

LAST_WORDS_S = 0.25
"""How long a program has, when its time is up, to say where it stands."""


def run_program(
    path: str | os.PathLike[str],
    *args: object,
    timeout_s: float = 10.0,
    pin: bool = True,
    fork: bool = True,
) -> ProgramResult:
    """Run a Python file as a program and wait until it has ended, or has shown that it cannot.

    Args:
        path: the file; it runs as `__main__`, in the present folder, without input.
        args: its command line arguments; each is turned into text.
        timeout_s: seconds of real time after which it is ended; more if the machine is busy.
        pin: whether its forks are pinned. (Where there is no fork, nothing is.)
        fork: whether it finds fork, and the start methods that need it. Without, it runs as on
            Windows, on any system: `multiprocessing` has only "spawn".

    Returns:
        How it ended; mistakes in the file, even that it is missing, are told there, not raised.

    Raises:
        RuntimeError: if the pin failed; that is never the program's fault.

    """
    file = Path(path).absolute()
    if not file.is_file():
        return judge(file, Ending())
    with tempfile.TemporaryDirectory(prefix="treadle-", ignore_cleanup_errors=True) as reports:
        how = (PINNED if pin else "plain") if fork else "no-fork"
        given = list(map(str, args))
        return judge(file, _run([how, str(file), *given], timeout_s, Path(reports)), given)


def _run(arguments: list[str], timeout_s: float, reports: Path) -> Ending:
    environment = os.environ | {FOLDER: str(reports)}
    if arguments[0] == PINNED:
        others = [environment["PYTHONPATH"]] if environment.get("PYTHONPATH") else []
        environment["PYTHONPATH"] = os.pathsep.join([str(STARTED), *others])
    with tempfile.TemporaryFile() as file:
        ledger = Ledger.to_hand_over(file)
        process = subprocess.Popen(
            [sys.executable, str(PIN), *arguments],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    assert process.stdout is not None
    assert process.stderr is not None
    standstill = _Standstill(process, reports)  # as long as nobody has closed the pipes
    stdout, stderr = _Output(process.stdout), _Output(process.stderr)
    ending = Ending(started=True, timeout_s=timeout_s)
    try:
        begin = time.monotonic()
        while not ending.over:
            ending.stands_still = standstill.is_reached()
            with contextlib.suppress(subprocess.TimeoutExpired):
                ending.returncode = process.wait(LOOK_S)
            ending.events = _events(ledger)
            ending.printed_too_much = stdout.length + stderr.length > LIMIT
            ending.unguarded = stderr.has(BOOTSTRAPPING)
            took_s = time.monotonic() - begin
            ending.timed_out = took_s > timeout_s and took_s > timeout_s * slowness()
        if ending.returncode is None and ending.first("deadlock") is None:
            ending.stacks = _last_words(process, reports)
            ending.alone = list(marked(FOLDER, str(reports))) == [process.pid]
    finally:
        _kill_all(process, reports)
        process.wait()
        ledger.close()
    ending.stdout, ending.stderr = stdout.text(), stderr.text()
    return ending


class _Standstill:
    """Whether all processes of a program wait for ever, see `treadle.standstill`."""

    def __init__(self, process: subprocess.Popen[bytes], reports: Path) -> None:
        self._process = process
        self._reports = reports
        self._outside = [_link(stream) for stream in (process.stdout, process.stderr)]
        self._looked_s = time.monotonic()
        self._before: Look | None = None

    def is_reached(self) -> bool:
        """Look, if the last look is old enough; whether both looks are the same."""
        if time.monotonic() - self._looked_s < STANDSTILL_S:
            return False
        marks = list(marked(FOLDER, str(self._reports)))
        before, self._before = self._before, look(self._process.pid, marks, self._outside)
        self._looked_s = time.monotonic()
        return self._before is not None and self._before == before


def _link(stream: IO[bytes] | None) -> str:
    """How the system names this pipe, at each of its ends."""
    assert stream is not None
    with contextlib.suppress(OSError):
        return str(Path(f"/proc/self/fd/{stream.fileno()}").readlink())
    return ""


class _Output:
    """Reads what a program prints; keeps only its begin and its end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.length = 0
        self._begin = b""
        self._end = b""
        self._stream = stream
        self._thread = threading.Thread(target=self._read, name="program output", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        with self._stream:
            while piece := os.read(self._stream.fileno(), KEEP):
                room = KEEP - len(self._begin)
                self._begin += piece[:room]
                self._end = (self._end + piece[room:])[-KEEP:]
                self.length += len(piece)

    def has(self, text: str) -> bool:
        """Whether *text* is in what has been kept of the begin."""
        return text.encode() in self._begin

    def text(self) -> str:
        """What was printed; the middle is left out if that was too much."""
        self._thread.join(timeout=1.0)  # at once, unless somebody escaped with the other end
        begin, end, left_out = self._begin, self._end, self.length - 2 * KEEP
        middle = f"\n… {left_out} bytes left out …\n" if left_out > 0 else ""
        text = begin.decode(errors="replace") + middle + end.decode(errors="replace")
        return text.replace(os.linesep, "\n")


def _events(ledger: Ledger) -> list[dict[str, Any]]:
    """What the processes of the program have said, in the order of the forks."""
    events = map(json.loads, ledger.records())
    return sorted(events, key=lambda event: (_numbers(event["process"]), event["number"]))


def _numbers(label: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", label)]


def _last_words(process: subprocess.Popen[bytes], reports: Path) -> dict[str, str]:
    """Where the processes of the program stand."""
    if not hasattr(signal, "SIGUSR2"):
        return {}
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGUSR2)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(LAST_WORDS_S)
    files = sorted(reports.glob("*.stacks"), key=lambda file: _numbers(file.stem))
    return {file.stem: file.read_text(errors="replace") for file in files}


def _kill_all(process: subprocess.Popen[bytes], reports: Path) -> None:
    """End the program and all that it has started."""
    if not hasattr(os, "killpg"):
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
        process.kill()  # in any case, for it is waited for
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    end_marked(FOLDER, str(reports))
