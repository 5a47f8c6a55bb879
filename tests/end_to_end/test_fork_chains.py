"""Processes that fork and end, one after the other, do not outlive the grader, however it ends.

Each of them stops by itself when the file `go` is gone, or after so many generations, so that a
test that fails leaves none behind. Each holds a pipe open: it is at its end when none is left.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import keeper

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a subreaper is of Linux")

HERE = Path(__file__).parent
LONG_S = 60
"""Longer than anything takes, in seconds."""

GENERATIONS = 20_000
CHAIN = """
import os, signal

def chain(held, go, generations, each):
    held = os.open(held, os.O_WRONLY)
    os.write(held, b".")
    for _ in range(generations):
        if not os.path.exists(go):
            break
        if os.fork():
            os._exit(0)
        each()
    os._exit(0)

def alone():
    os.setsid()

def twice():
    if os.fork():
        os._exit(0)
    os.setsid()

def nothing():
    pass
"""
CHECK = '''
import pytest

@pytest.mark.points(10)
def test_answer(exercise):
    """It answers."""
    assert exercise.answer() == 42
'''


@pytest.fixture
def held(tmp_path: Path) -> Iterator[int]:
    """The end of the pipe that the processes of a chain hold open."""
    os.mkfifo(tmp_path / "held")
    (tmp_path / "go").touch()
    end = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield end
    finally:
        (tmp_path / "go").unlink()
        select.select([end], [], [], 1)
        os.close(end)


def wait_for(end: int) -> bytes:
    """What comes out of the pipe next; nothing if it is at its end."""
    assert select.select([end], [], [], LONG_S)[0], "still held open"
    return os.read(end, 99)


def call(folder: Path, kind: str) -> str:
    held, go = str(folder / "held"), str(folder / "go")
    return f"chain({held!r}, {go!r}, {GENERATIONS}, {kind})"


@pytest.mark.parametrize("kind", ["nothing", "alone", "twice"])
def test_the_keeper_does_not_end_before_a_chain(tmp_path: Path, held: int, kind: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"{CHAIN}\nif not os.fork():\n    {call(tmp_path, kind)}\nsignal.pause()\n")
    command = [sys.executable, "-I", "-S", keeper.__file__, sys.executable, str(program)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as kept:
        assert wait_for(held)
        assert kept.stdin is not None
        kept.stdin.close()
        assert kept.wait(LONG_S) == -9
        assert select.select([held], [], [], 0)[0], "the keeper has ended, and the chain has not"
        assert os.read(held, 99) == b""


@pytest.mark.parametrize("kind", ["nothing", "alone"])
def test_a_killed_grader_without_a_sandbox_leaves_no_chain(
    tmp_path: Path, held: int, kind: str
) -> None:
    exercise = tmp_path / "exercises" / "01_it"
    exercise.mkdir(parents=True)
    (exercise / "test_it.py").write_text(CHECK)
    (exercise / "it.py").write_text("")
    code = f"{CHAIN}\ndef answer():\n    {call(tmp_path, kind)}\n"
    for place in ("tests/answers/01_it/right", "class/An"):  # so that the policy allows it
        module = tmp_path / place / "it.py"
        module.parent.mkdir(parents=True)
        module.write_text(code)
    command = [sys.executable, str(HERE / "unsandboxed.py"), "grade", "class", "--kit"]
    with subprocess.Popen(
        [*command, str(exercise.parent), "--i-trust-this-code"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as grader:
        assert wait_for(held)
        grader.kill()
    assert wait_for(held) == b""
