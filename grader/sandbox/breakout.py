"""Trying to break out of the box, from inside of it: nothing else says what holds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.sandbox.box import PROCESSES, Box

PYTHON = [sys.executable, "-I", "-S", "-c"]


def tried(box: Box, outside: dict[str, Any]) -> dict[str, bool]:
    """Go into *box* and try to break out of it; what holds, and what does not.

    Args:
        box: which has to hold.
        outside: what is there to be reached: `file`, one of the grader's; `port`, at which it
            listens; `pid`, its process.

    """
    box.enter()
    secret = Path(outside["file"])
    many = PROCESSES * 2
    return {
        "no network": fails(lambda: connect(outside["port"])) and not routes(),
        "read-only system": fails(Path("/usr/x").touch) and fails(Path("/x").touch),
        "read-only devices": fails(Path("/dev/x").touch),
        "files unseen": fails(secret.read_text),
        "files unchanged": fails(lambda: secret.write_text("")) and fails(lambda: secret.chmod(0)),
        "memory unwritten": not runs("open('/proc/self/mem', 'r+b')"),
        "folders unchanged": fails((secret.parent / "x").touch),
        "nobody": os.getuid() != 0,
        "own processes": len(processes()) < 10,
        "no signals": os.getpid() < 10 or fails(lambda: os.kill(outside["pid"], 0)),
        "limited processes": len(forked(many)) < many,
        "room for files": not fails(Path("x").touch),
        "programs": runs(""),
    }


def fails(attempt: Callable[[], object]) -> bool:
    """Whether the system refuses *attempt*."""
    try:
        attempt()
    except OSError:
        return True
    return False


def runs(program: str) -> bool:
    """Whether this comes to its end as a program of its own."""
    done = subprocess.run([*PYTHON, program], stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def connect(port: int) -> None:
    """Reach the one who grades."""
    with socket.socket() as reached:
        reached.settimeout(1.0)
        reached.connect(("127.0.0.1", port))


def processes() -> list[str]:
    """The processes that can be seen."""
    try:
        return [path.name for path in Path("/proc").iterdir() if path.name.isdigit()]
    except OSError:
        return []


def forked(most: int) -> list[int]:
    """Fork as often as it goes, up to *most* times; all are dead again."""
    children: list[int] = []
    with suppress(OSError):
        while len(children) < most:
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
            children.append(child)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return children


def routes() -> list[str]:
    """The network's routes to elsewhere."""
    try:
        return Path("/proc/net/route").read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return []
