"""The box of bubblewrap: everything of the host that is not needed is not there.

https://github.com/containers/bubblewrap. The command line is for both who may use it:

- an ordinary user, in a user namespace of its own, becomes nobody in it;
- root has none (its number would still count as root's for limits and files), so the worker in the
  box gives root up for a number that nobody has (`worker.become_nobody`).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

SCRATCH_BYTES = 64 << 20
"""Room for files, and as much for shared memory; both are memory."""

NOBODY = 65534


def is_installed() -> bool:
    """Whether there is such a program; whether it works is another question (see `probe`)."""
    return shutil.which("bwrap") is not None


def command(readable: Iterable[Path], seccomp: int, program: list[str]) -> list[str]:
    """The command line that runs *program* in a box.

    Args:
        readable: files and folders that it can see, read-only, where they are.
        seccomp: file descriptor of the filter of system calls.
        program: what to run in it.

    """
    size = ["--size", str(SCRATCH_BYTES)]
    return [
        shutil.which("bwrap") or "bwrap",
        *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"),
        *("--unshare-cgroup-try", "--hostname", "grader"),
        *("--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *_who(),
        *_system(),
        # Read-only, or who may open a file could write to the memory of its own process.
        *("--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"),
        *("--perms", "1777", *size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),
        *("--perms", "1777", *size, "--tmpfs", "/tmp"),
        *_bound(readable),
        *("--remount-ro", "/", "--chdir", "/tmp"),
        *("--seccomp", str(seccomp)),
        *program,
    ]


def _who() -> list[str]:
    if os.geteuid() == 0:
        return ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    who = ["--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    return [*who, "--disable-userns"]


@cache
def _system() -> list[str]:
    """What every program needs of the system: libraries."""
    arguments = ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            arguments += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            arguments += ["--ro-bind", str(path), str(path)]
    return [*arguments, "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]


def _bound(readable: Iterable[Path]) -> Iterator[str]:
    """Binds at the original places; a folder on the way shows nothing but the way."""
    ways: set[Path] = set()
    for path in readable:
        if path.is_relative_to("/usr"):
            continue
        for way in reversed(path.parents[:-1]):
            if way not in ways and way != Path("/tmp"):
                ways.add(way)
                yield from ("--perms", "0755", "--dir", str(way))
        yield from ("--ro-bind", str(path), str(path))


def interpreter() -> list[Path]:
    """The folders of the running Python, and of what is installed for it."""
    prefixes = {Path(prefix).resolve() for prefix in (sys.base_prefix, sys.prefix)}
    return sorted(prefixes)
