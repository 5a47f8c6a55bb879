"""Entering a box that stands already: a process that has all it needs in memory moves in.

What `bwrap` does for the program that it starts, in the same order: the namespaces, then no rights
that could be used or gained, then the filter of system calls: see setns(2), capabilities(7) and
seccomp(2).
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import struct
from pathlib import Path

from grader.sandbox import seccomp
from grader.sandbox.keeper import prctl

NAMESPACES = ("cgroup", "ipc", "uts", "net", "pid", "mnt")
"""All but that of users; the one of files last."""

NS_GET_USERNS = 0xB701
"""Asks whose a namespace is: see ioctl_ns(2)."""

PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
CAPABILITIES = 64
CAPABILITY_VERSION_3 = 0x20080522


def join(holder: int) -> None:
    """Join the namespaces of the process *holder*; what is forked from now on is in the box.

    Raises:
        OSError: it is not there any more, or not allowed.

    """
    opened = [file for file in (_another(holder, name) for name in NAMESPACES) if file is not None]
    inner = _another(holder, "user")
    if inner is not None:
        # An ordinary user's box is in two of them: the outer one has the others, and the right to
        # join them; in the inner one, where programs run, no more can be made (--disable-userns).
        opened = [fcntl.ioctl(opened[-1], NS_GET_USERNS), *opened]
        if os.fstat(opened[0]).st_ino != os.fstat(inner).st_ino:
            opened.append(inner)
        else:
            os.close(inner)
    libc = ctypes.CDLL(None, use_errno=True)
    for namespace in opened:
        if libc.setns(namespace, 0):
            raise OSError(ctypes.get_errno(), "the box could not be entered")
    for namespace in opened:
        os.close(namespace)
    os.chdir("/tmp")


def _another(process: int, name: str) -> int | None:
    """The namespace *name* of *process*, opened; None if it is ours, or unknown to this kernel."""
    ours, theirs = f"/proc/self/ns/{name}", f"/proc/{process}/ns/{name}"
    if not Path(ours).exists() or os.stat(ours).st_ino == os.stat(theirs).st_ino:  # noqa: PTH116
        return None
    return os.open(theirs, os.O_RDONLY | os.O_CLOEXEC)


def give_up_rights(number: int | None) -> None:
    """Have no rights any more, and no way to gain any; obey the filter of system calls.

    Args:
        number: the user and group to become; None to stay the same.

    """
    for capability in range(CAPABILITIES):
        prctl(PR_CAPBSET_DROP, capability)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    if number is not None:
        os.setgroups([])
        os.setresgid(number, number, number)
        os.setresuid(number, number, number)
    libc = ctypes.CDLL(None, use_errno=True)
    nothing = struct.pack("6I", *[0] * 6)
    if libc.capset(struct.pack("Ii", CAPABILITY_VERSION_3, 0), nothing):
        raise OSError(ctypes.get_errno(), "the rights could not be given up")
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    seccomp.apply()
