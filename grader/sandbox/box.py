"""The box from inside: what a worker, and then each fork of it, still has to do to be kept in."""

from __future__ import annotations

import ctypes
import os
import resource
import secrets
import struct
from contextlib import suppress
from pathlib import Path

from grader.sandbox import BUBBLEWRAP, LANDLOCK, landlock, seccomp
from grader.sandbox.keeper import limit, prctl

FIRST_NOBODY = 0x60000000
"""From here on nobody's numbers are."""

PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 47, 2
CAPABILITY_VERSION = 0x20080522
CAP_DAC_READ_SEARCH = 2

PROCESSES = 64
SCRATCH_BYTES = 64 << 20
"""Room for files where nothing else limits them."""


class Box:
    """What is left to do in here to make the box tight.

    Args:
        level: see `Sandbox`. With bubblewrap all that is in the box is kept in alike, and the
            worker with it. With Landlock the worker is outside, and every fork goes in.
        readable: what a fork may read.

    """

    def __init__(self, level: str, readable: list[Path]) -> None:
        self._rules: int | None = None
        self._scratch = Path.cwd()
        self.number = nobody() if os.getuid() == 0 else os.getuid()
        self._processes = PROCESSES
        if level == BUBBLEWRAP:
            become(self.number, self._processes)
        elif level == LANDLOCK:
            # The limit is for all processes of a user, wherever they are.
            self._processes += threads_of(self.number)
            os.chown(self._scratch, self.number, -1)
            self._rules = landlock.ruleset([*readable, Path.cwd().parent], self._scratch)
            self._before = self._used()

    def enter(self) -> None:
        """Go in: nothing else is to be done in this process than to run somebody's code."""
        if self._rules is not None:
            become(self.number, self._processes, reading=True)
            landlock.restrict(self._rules)
            os.close(self._rules)
            seccomp.apply(alone=True)

    def is_full(self) -> bool:
        """Whether there are more files in it than there is room for, where nobody else looks."""
        if self._rules is None:
            return False
        return self._used() - self._before > SCRATCH_BYTES

    def _used(self) -> int:
        """The bytes of files in it, and of our user's in the memory that is shared by name."""
        found = 0
        for place in (self._scratch, landlock.SHARED):
            for folder, _, files in os.walk(place):
                for file in files:
                    with suppress(OSError):
                        known = os.lstat(os.path.join(folder, file))  # noqa: PTH118
                        found += known.st_blocks * 512 if known.st_uid == self.number else 0
        return found

    def tidy(self) -> None:
        """Remove from shared memory what is left of a user who is nobody else."""
        if self._rules is not None and os.getuid() == 0:
            for path in landlock.SHARED.glob("*"):
                with suppress(OSError):
                    if path.lstat().st_uid == self.number:
                        path.unlink()


def nobody() -> int:
    """The number of a user that nobody is: limits are by number, so one of its own."""
    return FIRST_NOBODY + secrets.randbelow(1 << 24)


def become(number: int, processes: int, *, reading: bool = False) -> None:
    """Become a user who is nobody, if we are root.

    Args:
        number: of the user.
        processes: how many it may have.
        reading: whether it may still read what root can, if nothing else forbids it: Python itself
            may lie where only root comes.

    """
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(number, number, number)
        if reading:
            prctl(PR_SET_KEEPCAPS, 1)
        os.setresuid(number, number, number)
        if reading:
            keep_only(CAP_DAC_READ_SEARCH)
    limit(resource.RLIMIT_NPROC, processes)


def keep_only(capability: int) -> None:
    """Give up every capability but this one, which what we start has too; or this one as well."""
    library = ctypes.CDLL(None, use_errno=True)
    mask = 1 << capability
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    if library.capset(header, struct.pack("=6I", mask, mask, mask, 0, 0, 0)):
        library.capset(header, bytes(24))  # a container's root may not have it
    else:
        library.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def threads_of(user: int) -> int:
    """How many threads the *user* has on this machine: the limit of processes is for these."""
    count = 0
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdigit() and process.stat().st_uid == user:
                count += len(os.listdir(process / "task"))  # noqa: PTH208
    return count
