"""What a look at a process takes for a wait that never ends; the process here is one of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from treadle import standstill

LOCK = "202 0x1000 0x189 0x0 0x0 0x0 0xffffffff 0x7f00 0x4000"
READ = "0 0x3 0x1000 0x2000 0x0 0x0 0x0 0x7f00 0x4000"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize(
    ("call", "stands"), [(LOCK, True), (READ, False)], ids=["a lock", "a file on a disk"]
)
def test_a_read_from_a_disk_ends_however_long_it_takes(
    call: str, stands: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine a program waited for its own modules, and was said to stand still."""
    monkeypatch.setattr(standstill, "PROC", tmp_path)
    monkeypatch.setattr(standstill.platform, "machine", lambda: "x86_64")
    module = tmp_path / "module.py"
    module.touch()
    process = tmp_path / "7"
    thread = process / "task" / "7"
    (process / "fd").mkdir(parents=True)
    thread.mkdir(parents=True)
    (process / "fd" / "3").symlink_to(module)
    (process / "stat").write_text("7 (python) S 1 7")
    (process / "status").write_text("State:\tS (sleeping)\nSigCgt:\t0000000000000000\n")
    (thread / "syscall").write_text(call)
    (thread / "status").write_text("State:\tS (sleeping)\nvoluntary_ctxt_switches:\t5\n")
    assert (standstill.look(7, [], []) is not None) == stands
