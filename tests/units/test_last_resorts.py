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
