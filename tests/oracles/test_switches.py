"""What real Python does, switching threads between any two instructions, is found by a search.

Two threads do something to the same objects (`switches.py`). The search says *proved*, so it has
seen every outcome. Then the same text, as it is, runs on real threads, of which one at a time holds
a token; a trace function may hand it over before each instruction, as dice decide. Whatever comes
out of that has to be among what the search has seen.
"""

from __future__ import annotations

import sys
import textwrap
import threading
from collections.abc import Callable
from itertools import combinations_with_replacement
from pathlib import Path
from random import Random
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.world import World

from .switches import KINDS, Kind

PAIRS = 60
"""How many pairs of doings are tried of each kind."""

AND_THESE = {
    "lists": (("xs.append(4)", "ys[:] = xs"), ("xs.append(4)", "return list(reversed(xs))")),
    "iterators": (
        ("d.pop(1, None)", "return list(map(str, d))"),
        ("d.update({x: x for x in xs})", "for k in d: ys.append(k)"),
        ("xs.pop(0)", "global xs; xs *= 2"),
        ("st.discard(1)", "return list(filter(None, st))"),
        ("ys.append(0)", "ys.extend(x for x in xs)"),
    ),
}
"""What is easily overlooked is tried every time."""

RUNS = 50
"""How often a pair runs on real threads."""

SHARE_NOT_PROVED = 0.1
"""A search that proves less than the rest would make this test an easy one."""

PROGRAM = """\
import threading
{setup}
outcome = {{}}

def print_to(*given, **options):
    return given, options

def print_kw(**options):
    return sorted(options.items())

def do(number, doing):
    try:
        outcome[number] = repr(doing())
    except Exception as error:
        outcome[number] = f"{{type(error).__name__}}: {{error}}"

def left():
{left}

def right():
{right}

def shown():
    return repr((sorted(outcome.items()), {shown}))

def scenario():
    threads = [threading.Thread(target=do, args=pair) for pair in enumerate((left, right))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shown()
"""


def program(kind: Kind, left: str, right: str) -> str:
    """The text of a program in which two threads do *left* and *right*."""
    bodies = [textwrap.indent(doing.replace("; ", "\n"), "    ") for doing in (left, right)]
    return PROGRAM.format(setup=kind.setup, shown=kind.shown, left=bodies[0], right=bodies[1])


def searched(path: Path) -> tuple[bool, set[str]]:
    """Whether all of the program in *path* was explored, and what came out of it."""
    world = World(path.parent)
    found: set[str] = set()

    def scenario() -> None:
        module: Any = world.load(path)
        found.add(module.scenario())

    result = explore(world, scenario, Settings(told=False))
    assert not result.verdict.failed, result.verdict
    return result.proved, found


class Token:
    """What the one of two threads holds that may go on.

    Args:
        file: the name of the file at whose instructions it may be handed over.
        dice: decide about that.

    """

    def __init__(self, file: str, dice: Random) -> None:
        self._file = file
        self._dice = dice
        self._often = dice.choice((0.05, 0.15, 0.5))
        self._turns = threading.Semaphore(0), threading.Semaphore(0)
        self._over = [False, False]

    def run(self, doings: list[Callable[[], None]]) -> None:
        """Run all *doings* to their end, each on a thread of its own."""
        threads = [threading.Thread(target=self._one, args=pair) for pair in enumerate(doings)]
        for thread in threads:
            thread.start()
        self._turns[self._dice.randrange(2)].release()
        for thread in threads:
            thread.join()

    def _one(self, me: int, doing: Callable[[], None]) -> None:
        def entered(frame: FrameType, event: str, arg: Any) -> Any:
            if frame.f_code.co_filename != self._file:
                return None
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            return reached

        def reached(frame: FrameType, event: str, arg: Any) -> Any:
            other = 1 - me
            if event == "opcode" and self._dice.random() < self._often and not self._over[other]:
                self._turns[other].release()
                self._turns[me].acquire()
            return reached

        self._turns[me].acquire()
        sys.settrace(entered)
        try:
            doing()
        finally:
            sys.settrace(None)
            self._over[me] = True
            self._turns[1 - me].release()


def switched(code: CodeType, dice: Random) -> str:
    """What comes out of one run of *code* on real threads."""
    module: Any = ModuleType("program")
    sys.modules["program"] = module  # a dataclass looks for its module there
    exec(code, module.__dict__)
    doings = [lambda pair=pair: module.do(*pair) for pair in enumerate((module.left, module.right))]
    Token(code.co_filename, dice).run(doings)
    return str(module.shown())


@pytest.mark.parametrize("name", KINDS)
def test_what_real_threads_do_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "program", None)
    kind, dice = KINDS[name], Random(name)
    pairs = [*combinations_with_replacement(kind.doings, 2)]
    proved = 0
    for left, right in (*AND_THESE.get(name, ()), *dice.sample(pairs, PAIRS)):
        path = tmp_path / "program.py"
        text = program(kind, left, right)
        path.write_text(text, encoding="utf-8")
        covered, found = searched(path)
        if not covered:
            continue
        proved += 1
        code = compile(text, str(path), "exec")
        for _ in range(RUNS):
            outcome = switched(code, dice)
            assert outcome in found, f"{left!r} beside {right!r}: {outcome}"
    assert proved >= (1 - SHARE_NOT_PROVED) * PAIRS
