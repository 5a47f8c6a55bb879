"""What a program does to its process: a signal that ends it, no end of calls, a loop of C."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from treadle.verdict import Result

HEAD = """
import itertools, signal, sys, threading

def together(function):
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGABRT", "SIGSEGV"])
def test_a_signal_that_ends_the_process_is_told(name: str, explored: Callable[..., Result]) -> None:
    result = explored(
        f"{HEAD}\ndef scenario(): together(lambda: signal.raise_signal(signal.{name}))"
    )
    assert (result.verdict.name, result.verdict.kind) == ("exception", "process ended")
    assert name in result.verdict.message


def test_a_signal_to_a_thread_is_told_too(explored: Callable[..., Result]) -> None:
    result = explored(
        f"{HEAD}\ndef scenario():\n"
        "    together(lambda: signal.pthread_kill(threading.get_ident(), signal.SIGTERM))"
    )
    assert (result.verdict.name, result.verdict.kind) == ("exception", "process ended")
    assert "signal.pthread_kill(SIGTERM)" in result.verdict.message


def test_only_the_main_thread_may_set_a_handler(explored: Callable[..., Result]) -> None:
    result = explored(
        f"{HEAD}\ndef scenario():\n"
        "    together(lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN))"
    )
    assert "ValueError: signal only works in main thread" in result.verdict.message


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        ("os.execv(sys.executable, [sys.executable, '-c', ''])", "process ended"),
        ("os.execlp('python', 'python', '-c', '')", "process ended"),
        ("pty.fork()", "fork"),
    ],
)
def test_a_process_is_not_exchanged_or_copied(
    call: str, kind: str, explored: Callable[..., Result]
) -> None:
    if call.startswith("pty"):
        pytest.importorskip("termios")
    module = call.partition(".")[0]
    result = explored(f"{HEAD}\nimport {module}\ndef scenario(): together(lambda: {call})")
    assert result.verdict.kind == kind


@pytest.mark.parametrize(
    "body",
    [
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.raise_signal(signal.SIGTERM)",
        "signal.signal(signal.SIGTERM, lambda *_: None); signal.raise_signal(signal.SIGTERM)",
    ],
)
def test_a_signal_that_is_heard_or_ignored_ends_nothing(
    body: str, explored: Callable[..., Result]
) -> None:
    assert explored(f"{HEAD}\ndef scenario(): {body}").verdict.name == "passed"


def test_an_endless_recursion_ends_however_high_the_limit(explored: Callable[..., Result]) -> None:
    limit = sys.getrecursionlimit()
    result = explored(f"""{HEAD}
def endless(): return endless()
def scenario():
    sys.setrecursionlimit(10**8)
    together(endless)
""")
    assert result.verdict.message.startswith("Thread-1 (endless) died of RecursionError")
    assert sys.getrecursionlimit() == limit


def test_all_of_an_exception_group_is_told(explored: Callable[..., Result]) -> None:
    result = explored(f"""{HEAD}
def fail(): raise ExceptionGroup("two", [ValueError("a"), KeyError("b"), ValueError("a")])
def scenario(): together(fail)
""")
    text = "ValueError: a (together with KeyError: 'b', in one ExceptionGroup)"
    assert text in result.verdict.message


def test_a_loop_of_c_that_never_ends_ends_the_process_with_its_line(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        f"{HEAD}\ndef scenario():\n    together(lambda: all(itertools.repeat(True)))\n"
    )
    last = len(program.read_text().splitlines())
    command = f"""
import treadle.out_of_reach
from treadle.cli import main
treadle.out_of_reach.OUT_OF_REACH_S = 3.0
main(["run", {str(program) + "::scenario"!r}])
"""
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert done.returncode == 1
    assert f'File "{program}", line {last} in <lambda>' in done.stderr


def test_the_streams_of_the_process_are_not_closed(explored: Callable[..., Result]) -> None:
    before = sys.__stdout__
    assert before is not None
    explored(f"{HEAD}\ndef scenario(): sys.__stdout__.close()")
    assert sys.__stdout__ is before
    assert not before.closed


@pytest.mark.parametrize(
    ("made", "of"),
    [
        ("threading.Lock()", "_thread.lock"),
        ("threading.RLock()", "_thread.RLock"),
        ("threading.Condition()", "_thread.RLock"),
        ("threading.Event()", "_thread.lock"),
        ("threading.Semaphore()", "_thread.lock"),
        ("queue.SimpleQueue()", "_queue.SimpleQueue"),
        ("[threading.Lock()]", "_thread.lock"),
    ],
)
@pytest.mark.parametrize("copied", ["copy.deepcopy", "pickle.dumps"])
def test_a_lock_cannot_be_copied(
    copied: str, made: str, of: str, explored: Callable[..., Result]
) -> None:
    result = explored(f"{HEAD}\nimport copy, pickle, queue\ndef scenario(): {copied}({made})")
    assert f"TypeError: cannot pickle '{of}' object" in result.verdict.message


def test_a_lock_of_ones_own_says_how_it_is_copied(explored: Callable[..., Result]) -> None:
    result = explored(f"""{HEAD}
import copy
class Gate(threading.Condition):
    def __reduce__(self): return Gate, ()
def scenario(): assert type(copy.deepcopy(Gate())) is Gate
""")
    assert result.verdict.name == "passed"


def test_a_relative_import_without_a_package_is_told_as_python_does(
    explored: Callable[..., Result],
) -> None:
    result = explored("from . import helper\ndef scenario(): pass")
    assert "attempted relative import with no known parent package" in result.verdict.message
