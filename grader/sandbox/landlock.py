"""Landlock: a process gives up, for itself and all it starts, most of what its user may do.

https://docs.kernel.org/userspace-api/landlock.html. It takes no root, no namespaces and no program,
so it works where bubblewrap is missing or refused. What Landlock does not know of (the network,
the modes of files, limits of other processes) is for the filter of `seccomp`. What is left of the
difference: the names of files and processes elsewhere can be asked for.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446
VERSION = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
OF_FILES = (1 << 13) - 1
"""All that the first version knows of files."""
REFER, TRUNCATE, IOCTL = 1 << 13, 1 << 14, 1 << 15
TCP = 0b11
SCOPES = 0b11
"""Not to signal processes outside, and not to talk to their abstract sockets."""

ADDED = ((2, REFER), (3, TRUNCATE), (5, IOCTL))
"""What later versions know of files."""
KNOWS_TCP, KNOWS_SCOPES = 4, 6

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SHARED = Path("/dev/shm")
"""Memory that processes share by name: the locks and queues of `multiprocessing` are there."""

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", *DEVICES)


def version() -> int:
    """The version of Landlock that this kernel has; 0 if it has none."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(CREATE, None, 0, VERSION))


def ruleset(readable: Iterable[Path], writable: Path) -> int:
    """A set of rules for `restrict`, as a file descriptor.

    Args:
        readable: files and folders that may be read, besides the system's.
        writable: the only folder in which anything may be written.

    Raises:
        OSError: the kernel has no Landlock.

    """
    known = version()
    of_files = OF_FILES
    for since, access in ADDED:
        of_files |= access if known >= since else 0
    attributes = struct.pack(
        "QQQ",
        of_files,
        TCP if known >= KNOWS_TCP else 0,
        SCOPES if known >= KNOWS_SCOPES else 0,
    )
    size = 8 if known < KNOWS_TCP else 16 if known < KNOWS_SCOPES else 24
    rules = _checked(_call(CREATE, attributes, size, 0))
    for path in (*map(Path, SYSTEM), *readable):
        access = EXECUTE | READ_FILE | (READ_DIR if path.is_dir() else 0)
        with suppress(FileNotFoundError):
            _allow(rules, path, access | (WRITE_FILE if str(path) in DEVICES else 0))
    _allow(rules, writable, of_files)
    if SHARED.is_dir():
        # Not to be listed: names are chosen at random, and who does not know one cannot open it.
        _allow(rules, SHARED, of_files & ~READ_DIR)
    return rules


def restrict(rules: int) -> None:
    """Keep this process, and all that it starts, to *rules* for good.

    Raises:
        OSError: the kernel refuses.

    """
    _checked(ctypes.CDLL(None, use_errno=True).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _checked(_call(RESTRICT, rules, 0))


def _allow(rules: int, path: Path, access: int) -> None:
    file = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        _checked(_call(ADD, rules, PATH_BENEATH, struct.pack("=Qi", access, file), 0))
    finally:
        os.close(file)


def _call(number: int, *arguments: int | bytes | None) -> int:
    given = (ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)
    result: int = ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *given)
    return result


def _checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
