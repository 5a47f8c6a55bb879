"""Real processes that stand still, and others that wait, too, but might go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from treadle.program import run_program
from treadle.standstill import look

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/syscall").exists(), reason="only Linux shows where a thread waits"
)

BEGIN = """
import fcntl, multiprocessing, os, queue, select, signal, socket, subprocess, sys, threading, time
from multiprocessing.connection import wait

context = multiprocessing.get_context("fork")

def in_a_thread(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    thread.start()
    return thread

def in_a_process(function, *arguments):
    process = context.Process(target=function, args=arguments)
    process.start()
    return process
"""

STAND_STILL = {
    "a lock": "lock = threading.Lock(); lock.acquire(); lock.acquire()",
    "an event": "threading.Event().wait()",
    "a queue": "queue.Queue().get()",
    "a thread": "in_a_thread(threading.Event().wait).join()",
    "many threads": "[in_a_thread(threading.Event().wait) for _ in range(20)][-1].join()",
    "a pipe that is empty": "here, there = os.pipe(); os.read(here, 1)",
    "a pipe that is full": "here, there = os.pipe(); os.write(there, bytes(1 << 20))",
    "a selector": "here, there = os.pipe(); select.select([here], [], [])",
    "a socket": "here, there = socket.socketpair(); here.recv(1)",
    "a file that is locked": (
        "file = open(__file__); fcntl.flock(file, fcntl.LOCK_EX)\n"
        "in_a_process(lambda: fcntl.flock(open(__file__), fcntl.LOCK_EX)).join()"
    ),
    "a process that waits for its parent": (
        "here, there = context.Pipe(); in_a_process(there.recv).join()"
    ),
    "processes in a circle": (
        "locks = [context.Lock() for _ in range(3)]\n"
        "ready = context.Barrier(3)\n"
        "def take(one, two):\n"
        "    with one:\n"
        "        ready.wait()\n"
        "        two.acquire()\n"
        "wait([in_a_process(take, locks[n], locks[n - 1]).sentinel for n in range(3)])"
    ),
    "a queue that nobody empties": (
        "there = context.Queue()\nin_a_process(there.put, bytes(1 << 20)).join()"
    ),
    "an executor": (
        "from concurrent.futures import ProcessPoolExecutor\n"
        "with ProcessPoolExecutor(1, context) as workers:\n"
        "    workers.submit(select.select, [], [], []).result()"
    ),
    "a child that has ended, and was not asked how": (
        "read, write = os.pipe()\nif not os.fork(): os._exit(0)\nos.read(read, 1)"
    ),
    "a new Python": "subprocess.run([sys.executable, '-c', 'input()'], stdin=os.pipe()[0])",
    "one without our mark": (
        "subprocess.run([sys.executable, '-c', 'input()'], stdin=os.pipe()[0], env={})"
    ),
}

MIGHT_GO_ON = {
    "time that passes": "time.sleep(1000)",
    "a limit of a lock": "threading.Lock().acquire(timeout=1000) and threading.Event().wait(1000)",
    "a limit of an event": "threading.Event().wait(1000)",
    "a limit of a selector": "here, there = os.pipe(); select.select([here], [], [], 1000)",
    "a limit of a pipe": "here, there = context.Pipe(); here.poll(1000)",
    "another thread": "in_a_thread(time.sleep, 1000); threading.Event().wait()",
    "a server that looks each second whether it is to end": "context.Manager().Queue().get()",
    "another process": "in_a_process(time.sleep, 1000).join()",
    "one without our mark": (
        "subprocess.run([sys.executable, '-c', 'import time; time.sleep(1000)'], env={})"
    ),
    "an alarm": (
        "signal.signal(signal.SIGALRM, lambda *_: None); signal.alarm(1000)\n"
        "threading.Event().wait()"
    ),
    "somebody who opens a named pipe": (
        "os.mkfifo('pipe'); file = os.open('pipe', os.O_RDWR); os.read(file, 1)"
    ),
    "somebody in the network": ("server = socket.create_server(('127.0.0.1', 0)); server.accept()"),
    "somebody at a terminal": "here, there = os.openpty(); os.read(here, 1)",
    "us, who read what it prints": "os.write(1, bytes(1 << 20))",
}


@contextmanager
def started(text: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until it says that it is there; in the end it is ended, and all its own."""
    path = folder / "program.py"
    path.write_text(f"{BEGIN}os.write(2, b'.')\n{text}\n")
    process = subprocess.Popen(
        [sys.executable, str(path)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        assert process.stderr.read(1) == b"."
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def stands_still(process: subprocess.Popen[bytes]) -> bool:
    """Look twice."""
    links = [f"/proc/self/fd/{file.fileno()}" for file in (process.stdout, process.stderr) if file]
    outside = [str(Path(link).readlink()) for link in links]
    before = look(process.pid, (), outside)
    return before is not None and before == look(process.pid, (), outside)


def where(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    """The call that its main thread waits in, and all that is known of its state."""
    folder = Path("/proc", str(process.pid))
    return (folder / "syscall").read_text(), (folder / "status").read_text()


@pytest.mark.parametrize("what", STAND_STILL)
def test_who_waits_for_ever_stands_still(what: str, tmp_path: Path) -> None:
    with started(STAND_STILL[what], tmp_path) as process:
        while not stands_still(process):
            assert process.poll() is None


@pytest.mark.parametrize("what", MIGHT_GO_ON)
def test_who_might_go_on_does_not_stand_still(what: str, tmp_path: Path) -> None:
    with started(MIGHT_GO_ON[what], tmp_path) as process:
        before = None
        while before != (after := where(process)) or "running" in after[0]:
            before = after
            assert not stands_still(process)
        assert process.poll() is None
        assert not stands_still(process)


def test_who_has_ended_does_not_stand_still(tmp_path: Path) -> None:
    with started("", tmp_path) as process:
        while "zombie" not in where(process)[1]:
            assert not stands_still(process)
        assert not stands_still(process)


def test_a_program_that_stands_still_is_ended_at_once(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("import threading\nthreading.Event().wait()\n")
    result = run_program(path, timeout_s=sys.maxsize)
    assert (result.verdict, result.kind, result.returncode) == ("timeout", "standstill", None)
