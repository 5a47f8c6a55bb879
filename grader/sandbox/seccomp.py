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

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2

MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _GENERIC)}
"""By machine: how the kernel calls it (AUDIT_ARCH_…), and the numbers of its calls."""

LOAD, JUMP_IF_EQUAL, JUMP_IF_NOT_LESS, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
X32 = 0x40000000
"""Numbers from here on are those of the x32 way to call, which would go around the list."""


def program() -> bytes:
    """The filter for this machine; empty for a machine whose numbers we do not know."""
    known = MACHINES.get(platform.machine())
    if known is None:
        return b""
    machine, numbers = known
    forbidden = sorted(numbers.values())
    lines = [
        (LOAD, 0, 0, 4),  # the machine that the call is made for
        (JUMP_IF_EQUAL, 1, 0, machine),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, 0),  # the number of the call
        (JUMP_IF_NOT_LESS, len(forbidden) + 1, 0, X32),
        *((JUMP_IF_EQUAL, len(forbidden) - i, 0, n) for i, n in enumerate(forbidden)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def apply() -> None:
    """Put this process under the filter; it must not be able to gain rights any more."""
    code = program()
    if not code:
        return
    lines = ctypes.create_string_buffer(code, len(code))
    described = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(lines))
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, described):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")


def as_file() -> int:
    """A file descriptor from which the filter can be read once."""
    with TemporaryFile() as file:
        file.write(program())
        file.flush()
        file.seek(0)
        return os.dup(file.fileno())
