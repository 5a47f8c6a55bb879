"""Who has left the group is found by a mark."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from treadle.notebook import child
from treadle.runaways import end_marked

pytestmark = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="only Linux shows the environment of a process"
)
ENDLESS = "import sys; print('begun', flush=True); sys.stdin.read()"
"""It waits for us, and ends with us."""


def start(mark: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a program, in a session of its own, with *mark* in its environment."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | mark,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def test_who_has_the_mark_is_ended_and_nobody_else() -> None:
    ours, others, another = start({"MARK": "7"}), start({"MARK": "77"}), start({"MARKS": "7"})
    try:
        end_marked("MARK", "7")
        assert ours.wait() == -signal.SIGKILL
        assert others.poll() is None
        assert another.poll() is None
    finally:
        for process in (ours, others, another):
            with process:
                process.kill()


def test_what_a_check_in_a_notebook_has_started_ends_with_it() -> None:
    check = os.fork()
    if check == 0:
        os.setsid()
        signal.pause()
    with start({child.CHECK: str(check)}) as program:
        assert child.ended(check, limit_s=0.0) == "timeout"
        assert program.wait() == -signal.SIGKILL
