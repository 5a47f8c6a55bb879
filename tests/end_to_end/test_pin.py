"""The pin on real programs: those that can hang do so every time, and the others never.

`programs/hangs` and `programs/ends` hold them. The first line of one that hangs says how, and what
the message has to name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from treadle.program import PIN, run_program

PROGRAMS = Path(__file__).with_name("programs")
LOCK = PROGRAMS / "hangs" / "lock.py"

RUNS = 3
"""How often each program is run."""

MANY_RUNS = 50
"""How often one of them is run, with and without others at work on all cores."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")


def programs(kind: str) -> list[object]:
    """The programs in one of the folders, as parameters of a test."""
    return [pytest.param(path, id=path.stem) for path in sorted((PROGRAMS / kind).glob("*.py"))]


@pytest.fixture
def busy_cores() -> Iterator[None]:
    """Every core has other work to do."""
    spin = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(spin) for _ in range(os.cpu_count() or 1)]
    yield
    for other in others:
        other.kill()
        other.wait()


@pytest.mark.parametrize("path", programs("hangs"))
def test_a_program_that_can_hang_is_found_out(path: Path) -> None:
    kind, _, names = path.read_text().partition("\n")[0].removeprefix("# ").partition(": ")
    for _ in range(RUNS):
        result = run_program(path)
        assert (result.verdict, result.kind) == ("deadlock", kind)
        assert all(name in result.message for name in names.split(", ")), result.message


@pytest.mark.parametrize("path", programs("ends"))
def test_a_program_that_cannot_hang_is_left_in_peace(path: Path) -> None:
    for _ in range(RUNS):
        result = run_program(path, timeout_s=60)
        assert result.verdict == "passed", f"{result.message}\n{result.story}\n{result.stderr}"
        assert result.stdout.splitlines()[-1] == "0", result.stdout + result.stderr


def test_every_run_hangs() -> None:
    results = [run_program(LOCK) for _ in range(MANY_RUNS)]
    assert {result.verdict for result in results} == {"deadlock"}
    assert len({result.story for result in results}) == 1


@pytest.mark.usefixtures("busy_cores")
def test_every_run_hangs_whatever_else_is_going_on() -> None:
    results = [run_program(LOCK) for _ in range(MANY_RUNS)]
    assert {result.verdict for result in results} == {"deadlock"}
    assert len({result.story for result in results}) == 1


def test_the_story_does_not_depend_on_the_hash_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = set()
    for seed in range(10):
        monkeypatch.setenv("PYTHONHASHSEED", str(seed))
        stories.add(run_program(LOCK).story)
    assert len(stories) == 1


def test_the_story_tells_both_sides() -> None:
    assert run_program(LOCK).story == STORY


STORY = """\
A child process waits for ever for log_lock (made at lock.py:5) at lock.py:16:
thread 'beat' had taken it at lock.py:11 when the program forked at lock.py:23,
and a child is born without that thread, so nobody there can release it.

 parent process                        │ child process
───────────────────────────────────────┼───────────────────────────────────────
 thread 'beat'                         │
   lock.py:11 with log_lock:           │
     takes log_lock                    │
 the program                           │
   lock.py:23 process.start()          │
     forks                             │
                                       │ a copy: log_lock is taken,
                                       │ and thread 'beat' is not here
                                       │   lock.py:16 with log_lock:
                                       │     waits for log_lock, for ever"""


def test_a_fork_of_a_pools_own_thread_is_told_where_the_pool_is_made(tmp_path: Path) -> None:
    path = tmp_path / "pool.py"
    path.write_text(
        "import multiprocessing, threading, time\n"
        "lock = threading.Lock()\n"
        "def beat():\n"
        "    while True:\n"
        "        with lock:\n"
        "            pass\n"
        "        time.sleep(0.01)\n"
        "def work(number):\n"
        "    with lock:\n"
        "        pass\n"
        "with multiprocessing.get_context('fork').Pool(1, maxtasksperchild=1) as pool:\n"
        "    threading.Thread(target=beat, name='beat', daemon=True).start()\n"
        "    pool.map(work, range(4), chunksize=1)\n"
    )
    result = run_program(path)
    assert result.message.endswith(
        "thread 'beat' had taken it at pool.py:5 when a thread that was started at pool.py:11 "
        "forked, and a child is born without thread 'beat', so nobody there can release it."
    ), result.message


def test_pythons_own_tests_of_locks_pass() -> None:
    result = run_program(PROGRAMS / "python_tests_of_locks.py", timeout_s=60)
    assert result.verdict == "passed", f"{result.message}\n{result.stderr}"


def test_who_gives_up_waiting_is_noted() -> None:
    result = run_program(PROGRAMS / "ends" / "does_not_wait.py")
    assert result.verdict == "passed"
    assert result.note == (
        "At does_not_wait.py:16 a child process did not get lock: thread 'beat' had taken it at "
        "does_not_wait.py:11 when the program forked, and a child is born without that thread."
    )
    assert result.report["event"] == "gave-up"


def test_who_only_tries_has_not_waited(tmp_path: Path) -> None:
    path, noted = tmp_path / "tries.py", run_program(PROGRAMS / "ends" / "does_not_wait.py").note
    for attempt in ("lock.acquire(blocking=False)", "lock.acquire(timeout=0)"):
        text = (PROGRAMS / "ends" / "does_not_wait.py").read_text()
        path.write_text(text.replace("lock.acquire(timeout=0.01)", attempt))
        result = run_program(path)
        assert result.note == noted.replace("does_not_wait", "tries")
        assert (result.verdict, result.report["event"]) == ("passed", "went-without")


def test_who_tries_again_and_again_has_waited(tmp_path: Path) -> None:
    path, text = tmp_path / "tries.py", (PROGRAMS / "ends" / "does_not_wait.py").read_text()
    for attempt in (
        "any(lock.acquire(blocking=False) for _ in range(5))",
        "[1 for _ in range(5) if lock.locked()]",
    ):
        path.write_text(text.replace("lock.acquire(timeout=0.01)", attempt))
        result = run_program(path)
        assert (result.verdict, result.report["event"]) == ("passed", "gave-up")


def test_every_third_fork_is_made_while_the_lock_is_free(tmp_path: Path) -> None:
    path = tmp_path / "turns.py"
    path.write_text(
        LOCK.read_text()
        .partition("process = ")[0]
        .replace(
            "    with log_lock:\n        pass\n\n\nthread",
            "    print(log_lock.locked(), flush=True)\n\n\nthread",
        )
        + "for _ in range(6):\n"
        "    process = multiprocessing.get_context('fork').Process(target=child)\n"
        "    process.start()\n"
        "    process.join()\n"
        "stop.set()\n"
    )
    assert run_program(path).check().stdout.split() == ["True", "True", "False"] * 2


def test_without_a_pin_the_locks_are_those_of_python(tmp_path: Path) -> None:
    path = tmp_path / "plain.py"
    path.write_text("import threading\nprint(type(threading.Lock()).__module__)\n")
    assert run_program(path, pin=False).stdout == "_thread\n"
    assert run_program(path, pin=True).stdout != "_thread\n"


def test_where_there_is_no_fork_nothing_is_pinned(tmp_path: Path) -> None:
    path = tmp_path / "plain.py"
    path.write_text("import sys, threading\nprint(sys.argv, type(threading.Lock()).__module__)\n")
    code = (
        "import os, runpy, sys\n"
        "del os.register_at_fork\n"
        "sys.argv = ['', *sys.argv[2:]]\n"
        "runpy.run_path(sys.orig_argv[3], None, '__main__')\n"
    )
    command = [sys.executable, "-c", code, str(PIN), "pinned", str(path), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"['{path}', '1'] _thread\n"
