"""Whether all processes of a program stand still: each of them waits, and none can end the waits.

Linux shows of every thread in which system call it waits and how often it has been at work
(proc(5)). If no thread of a program has a limit to its wait, and none has been at work between two
looks, they all have waited at one time, and what nobody does, nobody ever will: only the program's
own threads could write to its pipes or release its locks. Where a system shows less than that, or
where something outside might end a wait (a terminal, a network, a named pipe, an alarm), nobody is
said to stand still, and only the clock tells. (So it is with a `multiprocessing.Manager`: its
server looks each second whether it is to end.)
"""

from __future__ import annotations

import platform
import stat
import sys
from collections.abc import Collection
from pathlib import Path

PROC = Path("/proc")

_WAITS = {
    "x86_64": {
        **{0: "read", 1: "write", 7: "poll", 19: "readv", 20: "writev", 23: "select"},
        **{43: "accept", 44: "sendto", 45: "recvfrom", 46: "sendmsg", 47: "recvmsg"},
        **{61: "wait4", 73: "flock", 202: "futex", 232: "epoll_wait", 247: "waitid"},
        **{270: "pselect6", 271: "ppoll", 281: "epoll_pwait", 288: "accept4"},
    },
    "aarch64": {
        **{22: "epoll_pwait", 32: "flock", 63: "read", 64: "write", 65: "readv", 66: "writev"},
        **{72: "pselect6", 73: "ppoll", 95: "waitid", 98: "futex", 202: "accept"},
        **{206: "sendto", 207: "recvfrom", 211: "sendmsg", 212: "recvmsg", 242: "accept4"},
        **{260: "wait4"},
    },
}
"""By machine and number, the system calls that wait (Linux, asm/unistd.h)."""

_NO_LIMIT = {
    **{"poll": (2, 0xFFFFFFFF), "epoll_wait": (3, 0xFFFFFFFF), "epoll_pwait": (3, 0xFFFFFFFF)},
    **{"futex": (3, 0), "select": (4, 0), "pselect6": (4, 0), "ppoll": (2, 0)},
}
"""Which argument of a call is its limit, and what it is if there is none; others never have one."""

_TRANSFERS = ("read", "readv", "write", "writev")

_FUTEX_WAITS = {0x00, 0x09}  # FUTEX_WAIT and FUTEX_WAIT_BITSET ...
_FUTEX_OPERATION = 0x7F  # ... without the flags

_ALARMS = 1 << 13 | 1 << 25 | 1 << 26  # SIGALRM, SIGVTALRM and SIGPROF, in a mask of signals

_NOBODY = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
"""Devices behind which is nobody."""

_EVENTS = ("anon_inode:[eventpoll]", "anon_inode:[eventfd]", "anon_inode:[pidfd]")
"""Files that only the program's own processes make ready."""

Look = dict[int, tuple[str, str]]
"""By thread, the call that it waits in, and how often it has been at work."""


def look(program: int, marked: Collection[int], outside: Collection[str]) -> Look | None:
    """See where all threads of a program wait.

    Two looks one after the other that are equal say that the program stands still.

    Args:
        program: the number of its first process.
        marked: the numbers of others that are known to belong to it; all their children do, too.
        outside: the pipes that lead out of it, as the links in `/proc/PID/fd` name them.

    Returns:
        None if one of them is at work, waits with a limit, or could be woken from outside, or if
        this system does not tell.

    """
    if platform.machine() not in _WAITS or sys.maxsize < 1 << 32:
        return None
    seen: Look = {}
    try:
        for process in _with_children({program, *marked}):
            waits = _waits(PROC / str(process), outside)
            if waits is None:
                return None
            seen |= waits
    except (OSError, ValueError, LookupError):
        return None  # one has ended meanwhile, or does not let itself be looked at
    return seen if program in seen else None


def _with_children(processes: Collection[int]) -> set[int]:
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            line = (folder / "stat").read_text(errors="replace")
        except OSError:
            continue  # it has ended
        parents[int(folder.name)] = int(line.rpartition(")")[2].split()[1])
    found = set(processes)
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found & parents.keys()


def _waits(process: Path, outside: Collection[str]) -> Look | None:
    """Where the threads of a process wait; none has to if it has ended, and is not missed yet."""
    status = _status(process)
    if status["State"].startswith("Z"):
        return {}
    if int(status["SigCgt"], 16) & _ALARMS:
        return None
    links = {int(file.name): str(file.readlink()) for file in (process / "fd").iterdir()}
    to_us = {number for number, link in links.items() if link in outside}
    if not all(_is_inside(process, number) for number in links.keys() - to_us):
        return None
    on_disk = {n for n in links if stat.S_ISREG((process / "fd" / str(n)).stat().st_mode)}
    waits = {}
    for thread in (process / "task").iterdir():
        call = (thread / "syscall").read_text().strip()
        if not _never_ends(call, to_us, on_disk):
            return None
        waits[int(thread.name)] = call, _status(thread)["voluntary_ctxt_switches"]
    return waits


def _status(folder: Path) -> dict[str, str]:
    lines = (folder / "status").read_text(errors="replace").splitlines()
    return {name: rest.strip() for name, _, rest in (line.partition(":") for line in lines)}


def _never_ends(call: str, to_us: Collection[int], on_disk: Collection[int]) -> bool:
    """Whether this call waits without a limit, and neither for us nor for a disk.

    Args:
        call: the call as `/proc/PID/syscall` has it: its number and its arguments, or "running".
        to_us: the numbers of the files that lead out of the program: we read what it writes there.
        on_disk: the numbers of its regular files: a busy machine may take its time with them.

    """
    number, *arguments = (int(value, 0) for value in call.split())  # ValueError if it is running
    name = _WAITS[platform.machine()].get(number, "")
    if not name or (name in ("write", "writev") and arguments[0] in to_us):
        return False
    if name in _TRANSFERS and arguments[0] in on_disk:
        return False
    if name == "futex" and arguments[1] & _FUTEX_OPERATION not in _FUTEX_WAITS:
        return False
    place, none = _NO_LIMIT.get(name, (None, 0))
    return place is None or arguments[place] & (none or ~0) == none


def _is_inside(process: Path, number: int) -> bool:
    """Whether only the program itself can do something at the other end of this file."""
    file = process / "fd" / str(number)
    link, mode = str(file.readlink()), file.stat().st_mode
    if stat.S_ISFIFO(mode):
        return link.startswith("pipe:")  # the others have a name, and anybody may open them
    if stat.S_ISSOCK(mode):
        return link in _local_sockets(process)
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode) or link in _NOBODY or link in _EVENTS


def _local_sockets(process: Path) -> list[str]:
    """The sockets that lead to processes of this machine."""
    lines = (process / "net" / "unix").read_text(errors="replace").splitlines()[1:]
    return [f"socket:[{line.split()[6]}]" for line in lines]
