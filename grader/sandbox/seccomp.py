"""The filter of system calls: what no exercise needs, and what boxes were broken with.

A program for the kernel's own little machine (classic BPF, see seccomp(2)): it looks at the number
of a call, and answers those in `FORBIDDEN` with "not permitted". What is not named stays allowed:
the rest is the box's task, and a list of all that Python may need would break with the next Python.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from tempfile import TemporaryFile

# Numbers from the kernel's tables: arch/x86/entry/syscalls/syscall_64.tbl, and for the others
# include/uapi/asm-generic/unistd.h.
_X86_64 = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "mount": 165,
    "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308, "bpf": 321,
    "perf_event_open": 298, "keyctl": 250, "add_key": 248, "request_key": 249,
    "userfaultfd": 323, "kexec_load": 246, "init_module": 175, "finit_module": 313,
    "delete_module": 176, "reboot": 169, "swapon": 167, "io_uring_setup": 425,
    "io_uring_enter": 426, "io_uring_register": 427, "open_by_handle_at": 304,
    "move_mount": 429, "open_tree": 428, "fsopen": 430, "fsmount": 432, "pidfd_getfd": 438,
    "personality": 135, "acct": 163, "quotactl": 179, "syslog": 103,
}  # fmt: skip
_GENERIC = {
    "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "mount": 40,
    "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268, "bpf": 280,
    "perf_event_open": 241, "keyctl": 219, "add_key": 217, "request_key": 218,
    "userfaultfd": 282, "kexec_load": 104, "init_module": 105, "finit_module": 273,
    "delete_module": 106, "reboot": 142, "swapon": 224, "io_uring_setup": 425,
    "io_uring_enter": 426, "io_uring_register": 427, "open_by_handle_at": 265,
    "move_mount": 429, "open_tree": 428, "fsopen": 430, "fsmount": 432, "pidfd_getfd": 438,
    "personality": 92, "acct": 89, "quotactl": 60, "syslog": 116,
}  # fmt: skip

# What a box of namespaces keeps in by itself, and only a filter does without them: sockets, memory
# and queues that outlive a process, the modes and owners of files (Landlock does not know of them),
# limits and priorities of other processes.
_ALONE_X86_64 = {
    "shmget": 29, "shmat": 30, "shmctl": 31, "socket": 41, "semget": 64, "semop": 65,
    "semctl": 66, "msgget": 68, "msgsnd": 69, "msgrcv": 70, "msgctl": 71, "truncate": 76,
    "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "utime": 132,
    "setpriority": 141, "sched_setparam": 142, "sched_setscheduler": 144, "setxattr": 188,
    "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198,
    "fremovexattr": 199, "sched_setaffinity": 203, "utimes": 235, "mq_open": 240,
    "mq_unlink": 241, "ioprio_set": 251, "migrate_pages": 256, "fchownat": 260,
    "futimesat": 261, "fchmodat": 268, "move_pages": 279, "utimensat": 280, "kcmp": 312,
    "sched_setattr": 314, "pidfd_open": 434, "process_madvise": 440, "fchmodat2": 452,
    "setxattrat": 463, "removexattrat": 466, "file_setattr": 469,
}  # fmt: skip
_ALONE_GENERIC = {
    "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15,
    "fremovexattr": 16, "ioprio_set": 30, "truncate": 45, "fchmod": 52, "fchmodat": 53,
    "fchownat": 54, "fchown": 55, "utimensat": 88, "sched_setparam": 118,
    "sched_setscheduler": 119, "sched_setaffinity": 122, "setpriority": 140, "mq_open": 180,
    "mq_unlink": 181, "msgget": 186, "msgctl": 187, "msgrcv": 188, "msgsnd": 189, "semget": 190,
    "semctl": 191, "semop": 193, "shmget": 194, "shmctl": 195, "shmat": 196, "socket": 198,
    "migrate_pages": 238, "move_pages": 239, "kcmp": 272, "sched_setattr": 274,
    "pidfd_open": 434, "process_madvise": 440, "fchmodat2": 452, "setxattrat": 463,
    "removexattrat": 466, "file_setattr": 469,
}  # fmt: skip
_ALONE = {"x86_64": _ALONE_X86_64, "aarch64": _ALONE_GENERIC}

CLONE3 = 435
_BY_ARGUMENT = {"x86_64": (56, 53, 302), "aarch64": (220, 199, 261)}
"""Calls that are refused by what they are given: clone, socketpair, prlimit64."""

NEW_NAMESPACES = 0x7E020000
STREAM, KINDS = 1, 0xF

MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _GENERIC)}
"""By machine: how the kernel calls it (AUDIT_ARCH_…), and the numbers of its calls."""

LOAD, AND, RETURN = 0x20, 0x54, 0x06
JUMP_IF_EQUAL, JUMP_IF_NOT_LESS, JUMP_IF_ANY = 0x15, 0x35, 0x45
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
UNKNOWN = 0x00050000 | errno.ENOSYS
X32 = 0x40000000
"""Numbers from here on are those of the x32 way to call, which would go around the list."""

PR_SET_SECCOMP, MODE_FILTER = 22, 2
FIRST_ARGUMENT, SECOND_ARGUMENT = 16, 24

Line = tuple[int, int, int, int]


def program(*, alone: bool = False) -> bytes:
    """The filter for this machine; empty for a machine whose numbers we do not know.

    Args:
        alone: whether there are no namespaces around that keep in what they keep in.

    """
    name = platform.machine()
    known = MACHINES.get(name)
    if known is None:
        return b""
    machine, numbers = known
    forbidden = sorted([*numbers.values(), *(_ALONE[name].values() if alone else ())])
    by_argument = _by_argument(*_BY_ARGUMENT[name]) if alone else []
    count, behind = len(forbidden), len(by_argument) + 1
    lines = [
        (LOAD, 0, 0, 4),  # the machine that the call is made for
        (JUMP_IF_EQUAL, 1, 0, machine),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, 0),  # the number of the call
        (JUMP_IF_NOT_LESS, count + behind, 0, X32),
        *((JUMP_IF_EQUAL, count - 1 - i + behind, 0, n) for i, n in enumerate(forbidden)),
        *by_argument,
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _by_argument(clone: int, socketpair: int, prlimit: int) -> list[Line]:
    """What is refused or allowed by what it is given; each call ends here or goes on behind."""
    return [
        # Its flags are in memory, where no filter can look; libraries then take the older call.
        (JUMP_IF_EQUAL, 0, 1, CLONE3),
        (RETURN, 0, 0, UNKNOWN),
        (JUMP_IF_EQUAL, 0, 4, clone),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (JUMP_IF_ANY, 0, 1, NEW_NAMESPACES),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
        # Only a pair that stays a pair: a datagram can be sent to any address.
        (JUMP_IF_EQUAL, 0, 5, socketpair),
        (LOAD, 0, 0, SECOND_ARGUMENT),
        (AND, 0, 0, KINDS),
        (JUMP_IF_EQUAL, 1, 0, STREAM),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
        # One's own limits, not those of another process.
        (JUMP_IF_EQUAL, 0, 4, prlimit),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (JUMP_IF_EQUAL, 1, 0, 0),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]


def apply(*, alone: bool = False) -> None:
    """Put this process, and all it starts, under the filter; it must not be able to gain rights.

    Args:
        alone: see `program`.

    Raises:
        OSError: the kernel refuses; or there is no filter for this machine, and it is all there is.

    """
    code = program(alone=alone)
    if not code:
        if alone:
            raise OSError(errno.ENOSYS, "the numbers of this machine's system calls are unknown")
        return
    lines = ctypes.create_string_buffer(code, len(code))
    described = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(lines))
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_SECCOMP, MODE_FILTER, described):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")


def as_file() -> int:
    """A file descriptor from which the filter can be read once."""
    with TemporaryFile() as file:
        file.write(program())
        file.flush()
        file.seek(0)
        return os.dup(file.fileno())
