"""What holds on this machine, found out by running it: looking for a program says nothing."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from grader.errors import BadInput
from grader.sandbox import BUBBLEWRAP, LADDER, NONE, Sandbox, bubblewrap, landlock, needed

PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one level.

    Attributes:
        level: see `Sandbox`.
        works: whether it can be used.
        why: if not, why.

    """

    level: str
    works: bool
    why: str = ""


def look(level: str = BUBBLEWRAP) -> Finding:
    """Try a level: start a worker in it that tries to break out."""
    if level == BUBBLEWRAP and not bubblewrap.is_installed():
        return Finding(level, False, "bwrap is not installed")
    if level != BUBBLEWRAP and not landlock.version():
        return Finding(level, False, "the kernel has none (Linux 5.13 and later can have it)")
    try:
        said, printed = _broken_out(level)
    except OSError as error:
        return Finding(level, False, f"it cannot be started: {error.strerror}")
    if not said:
        last = printed.splitlines()[-1] if printed else "it says nothing"
        return Finding(level, False, last)
    held = json.loads(said)
    if isinstance(held, str):
        hidden = _hidden() if os.geteuid() == 0 else None
        why = f"Python needs {hidden}, which only root can read" if hidden else held
        return Finding(level, False, why)
    broken = [name for name, holds in held.items() if not holds]
    if broken:
        return Finding(level, False, f"it does not hold: {', '.join(broken)}")
    return Finding(level, True)


def _hidden() -> Path | None:
    """A folder on the way to what a worker reads that is closed to somebody who is nobody."""
    for path in needed():
        for way in (path, *path.parents):
            if way.is_dir() and not way.stat().st_mode & stat.S_IXOTH:
                return way
    return None


@contextmanager
def reachable() -> Iterator[dict[str, Any]]:
    """Things of the grader's that code in a box may try to reach, see `breakout.tried`."""
    with TemporaryDirectory(prefix="grader-") as folder, socket.socket() as listening:
        secret = Path(folder, "secret")
        secret.write_text("secret", encoding="utf-8")
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        yield {"file": str(secret), "port": port, "pid": os.getpid()}


def _broken_out(level: str) -> tuple[bytes, str]:
    """What a worker in the box tells of its attempts to get out, and what it prints."""
    with (
        reachable() as outside,
        Sandbox(level).launch({PROBE: outside}, []) as launched,
        open(launched.results, "rb", closefd=False) as results,
        open(launched.output, "rb", closefd=False) as output,
    ):
        return results.read(), output.read().decode(errors="replace").strip()


def ladder() -> list[Finding]:
    """Try every level, from the best one down."""
    return [look(level) for level in LADDER]


def choose(*, trusted: bool) -> Sandbox:
    """The best sandbox that this machine has.

    Args:
        trusted: whether the code may run without one, if there is none.

    Raises:
        BadInput: there is none.

    """
    found = []
    for level in LADDER:
        found.append(look(level))
        if found[-1].works:
            return Sandbox(level)
    if trusted:
        return Sandbox(NONE)
    tried = "".join(f"\n  {finding.level}: {finding.why}" for finding in found)
    raise BadInput(
        f"There is no sandbox here to run students' code in:{tried}\n"
        f"{advice()}\n"
        "If you trust this code as your own: --i-trust-this-code"
    )


def advice() -> str:
    """How to get a better one."""
    if os.name == "posix" and sys.platform != "linux":
        return "Sandboxes need Linux: use a virtual machine or a container with Linux in it."
    if not bubblewrap.is_installed():
        return "Install bubblewrap (Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install …)."
    if os.geteuid() != 0 and landlock.version() < landlock.KNOWS_SCOPES:
        return (
            "Ordinary users need namespaces for bwrap, or Linux 6.12 for Landlock: run the grader "
            "as root, or allow bwrap to use namespaces (on Ubuntu, by an AppArmor profile)."
        )
    if os.geteuid() != 0:
        return (
            "bwrap needs user namespaces, which this system refuses to ordinary users: run the "
            "grader as root, or allow bwrap to use them (on Ubuntu, by an AppArmor profile)."
        )
    return "This may be a container that forbids namespaces; `docker run --privileged` allows them."
