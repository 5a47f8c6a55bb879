"""The keeper: starts one command, and leaves nothing of it behind.

    python -I -S keeper.py COMMAND [ARGUMENT]...

It is a program of its own, because only a process that does nothing else can promise this:

- the command runs in a session of its own, within limits of memory and file size;
- when the command ends, everything that it started is killed, also what left its process group;
- when standard input closes (the grader is done with it, was interrupted, or was killed), so is
  the command;
- it does not end before everything has: processes that fork and end, one after the other, would
  run on for ever otherwise, with nobody to find them.

The keeper then ends as the command did: with its exit code, or by the same signal.
"""

import contextlib
import ctypes
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

MEMORY_BYTES = 2 << 30
FILE_BYTES = 16 << 20
SWEEP_S = 5.0
"""How long what is left is looked for without a rest, in seconds."""

REST_S = 0.05

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LINUX = sys.platform == "linux"


def prctl(option: int, value: int) -> None:
    """Set one attribute of this process, where the system knows it (Linux)."""
    if LINUX:
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def limit(what: int, value: int) -> None:
    """Lower one resource limit of this process."""
    with contextlib.suppress(ValueError, OSError):  # lower already, or unknown to this system
        resource.setrlimit(what, (value, value))


def become(work: Callable[[], object], keeper: int) -> None:
    """Turn this process, a child of *keeper*, into what does *work*."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != keeper:  # it died before we could ask to die with it
        os._exit(1)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, FILE_BYTES)
    limit(resource.RLIMIT_AS, MEMORY_BYTES)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    work()


def reap(child: int) -> tuple[int | None, bool]:
    """Collect whoever has ended.

    Returns:
        The wait status of *child* if it is among them, and whether any process is still there.

    """
    status = None
    while True:
        try:
            pid, ended = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status, False
        if pid == 0:
            return status, True
        if pid == child:
            status = ended


def children() -> Iterator[tuple[int, int]]:
    """The processes whose parent this is, and their groups: orphans come to a subreaper."""
    for name in os.listdir("/proc"):  # noqa: PTH208 - who forks and ends is gone in no time
        if name.isdigit():
            with contextlib.suppress(OSError):
                # The name, in brackets, may hold anything; the parent is the 2nd field after it.
                stat = Path(f"/proc/{name}/stat").read_bytes().rpartition(b")")[2].split()
                if int(stat[1]) == os.getpid():
                    yield int(name), int(stat[2])


def kill_children() -> None:
    """Kill all that can be seen, and with each its group, which it cannot leave by a fork."""
    for pid, group in children():
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
        if group not in (0, os.getpgrp()):
            with contextlib.suppress(OSError):
                os.killpg(group, signal.SIGKILL)


def sweep(child: int, *, patient: bool = False) -> int | None:
    """Kill *child* and all that it left.

    Args:
        child: the process that was started.
        patient: whether to go on for ever, and not to leave after a while what cannot be killed.

    Returns:
        Its wait status, if it had not ended before.

    """
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    status, some_left = reap(child)
    rest = time.monotonic() + SWEEP_S
    while some_left:
        if time.monotonic() > rest:
            if not patient:
                break
            time.sleep(REST_S)
        if LINUX:
            kill_children()
        else:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
        ended, some_left = reap(child)
        status = ended if status is None else status
    return status


def wait(child: int, woken: int) -> int | None:
    """Wait until *child* has ended (its wait status) or standard input closes (None)."""
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if 0 in ready:
            return None
        os.read(woken, 512)
        status, _ = reap(child)
        if status is not None:
            return status


def keep(work: Callable[[], object]) -> int:
    """Do *work* in a child until it ends or standard input closes; leave no process behind.

    Returns:
        The child's exit code, or minus the number of the signal that ended it.

    """
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    keeper = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            become(work, keeper)
        finally:
            os._exit(127)
    status = wait(child, woken)
    swept = sweep(child, patient=LINUX)
    status = swept if status is None else status
    return 1 if status is None else os.waitstatus_to_exitcode(status)


def end_as(code: int) -> None:
    """End this process as a child of it did that ended with *code*, see `keep`."""
    if code < 0:
        limit(resource.RLIMIT_CORE, 0)
        with contextlib.suppress(OSError):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code if code >= 0 else 1)


def main() -> None:
    """Run the command line."""
    command = sys.argv[1:]
    end_as(keep(lambda: os.execv(command[0], command)))


if __name__ == "__main__":
    main()
