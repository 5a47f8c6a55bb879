"""What the scripts of all tools share. They run where nothing but one tool is installed."""

import importlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

BENCHMARKS = Path(__file__).resolve().parent.parent
MOST_SCHEDULES = 1_000
MOST_S = 10.0
"""A look for a bug ends after so many schedules or, between two of them, so many seconds."""
LONGEST_S = 10.0
"""Whoever waits more than it computes has its rate taken no longer than this."""


class Outcome(NamedTuple):
    """What looking for a bug came to: what was found (empty if nothing), in how many schedules."""

    found: str
    schedules: int


class Request(NamedTuple):
    """What to run: a module of `planted`, a class of it, and how the tool is to choose."""

    program: str
    variant: str
    mode: str

    @property
    def file(self) -> Path:
        """The file of the program."""
        return BENCHMARKS / "planted" / f"{self.program}.py"

    def load(self) -> Any:
        """The class to run, imported as Python does."""
        return getattr(importlib.import_module(f"planted.{self.program}"), self.variant)


def together(program: Any) -> None:
    """Run *program* (a class) once on plain threads. Raises AssertionError for a wrong outcome."""
    state = program()
    threads = [threading.Thread(target=getattr(state, name)) for name in program.threads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert state.holds()


def serve(look: Callable[[Request], Outcome], run: Callable[[Request], int]) -> None:
    """Answer requests until there are no more.

    Args:
        look: look for a bug.
        run: run some schedules, whatever comes out; gives how many. Their rate is per second of the
            processor, all threads taken together, so that other work on the machine is no matter.

    """
    sys.path.insert(0, str(BENCHMARKS))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a tool prints does not get between the answers
    for line in sys.stdin:
        asked = json.loads(line)
        seconds = asked.pop("seconds")
        request = Request(**asked)
        begun = time.perf_counter()
        if seconds is None:
            found, schedules = look(request)
            took = time.perf_counter() - begun
        else:
            found, schedules, took = "", 0, 0.0
            run(request)  # what happens only once is not measured
            begun, used = time.perf_counter(), time.process_time()
            while not schedules or (took < seconds and time.perf_counter() - begun < LONGEST_S):
                schedules += run(request)
                took = time.process_time() - used
        print(json.dumps([found, schedules, took]), file=answers, flush=True)
