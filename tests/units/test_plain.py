"""Modules that only define are taken over from one execution to the next, as good as new."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.world import World

THRICE = Settings(schedules=3, strategy="random")

TOUCHES = {
    "a variable": "globals()['VALUE'] = True",
    "a variable that is gone": "del globals()['VALUE']",
    "a variable under another name": "globals()['later'] = globals().pop('scenario')",
    "a variable that was not there": "globals()['later'] = 1",
    "an attribute of a class": "Thing.value = 2",
    "a method": "Thing.method = helper",
    "a new attribute of a class": "Thing.later = 1",
    "an attribute of a function": "helper.calls = 1",
    "a default": "helper.__defaults__ = (2,)",
    "the code of a function": "helper.__code__ = (lambda n=1: 2).__code__",
    "a class that was inherited from": "globals()['Heir'] = type('Heir', (Thing,), {})",
    "what it imports": "threading.Lock = None",
    "an attribute of a protocol": "Seen.value = 2",
    "a protocol that was inherited from": "globals()['Heir'] = type(Seen)('Heir', (Seen,), {})",
    "another module's variable": "other.LIMIT = 2",
    "another module's class": "other.Other.value = 2",
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_no_execution_sees_what_another_touched(touch: str, tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("LIMIT = 1\nclass Other:\n    value = 1", encoding="utf-8")
    path = tmp_path / "program.py"
    path.write_text(
        textwrap.dedent(f"""
        import threading
        import other
        from typing import Protocol
        class Seen(Protocol):
            value = 1
        VALUE = 1
        def helper(n=1):
            return n
        class Thing:
            value = 1
            def method(self):
                pass
        def scenario():
            assert VALUE is not True and Thing.value == 1 and helper() == 1 and not vars(helper)
            assert Thing.method is not helper and "later" not in globals() and threading.Lock
            assert not hasattr(Thing, "later") and not Thing.__subclasses__()
            assert other.LIMIT == other.Other.value == Seen.value == 1
            assert not Seen.__subclasses__()
            {TOUCHES[touch]}
        """),
        encoding="utf-8",
    )
    world = World(tmp_path)
    result = explore(world, lambda: world.load(path).scenario(), THRICE)
    assert (result.verdict.name, result.schedules) == ("passed", 3), result.verdict


@pytest.mark.parametrize(
    ("source", "times"),
    [
        ("import threading\nclass A:\n    def f(self): pass", 1),
        (
            "from dataclasses import dataclass\n@dataclass(order=True)\nclass A:\n    x: int",
            1,
        ),
        ("from contextlib import contextmanager\n@contextmanager\ndef f(): yield", 1),
        ("count: int = 60 * 60\nEND = object()\ndef f():\n    global count\n    count = 1", 1),
        ("from typing import Callable\nA = Callable[[int], str]\ndef f(g: A): pass", 1),
        ("from concurrent.futures import ThreadPoolExecutor\ndef f(): pass", 1),
        ("from typing import Protocol\nclass A(Protocol):\n    def f(self): ...", 1),
        ("import asyncio\nfrom asyncio import Queue\nasync def f(): await asyncio.sleep(1)", 1),
        ("from asyncio.tasks import _current_tasks", 3),
        ("from typing import Protocol\nclass A(Protocol): pass\nclass B(A): pass", 3),
        (
            "from typing import Protocol\nclass A(Protocol):\n    def __init_subclass__(cls): pass",
            3,
        ),
        ("import threading\nlock = threading.Lock()", 3),
        ("class Callable:\n    def __class_getitem__(c, i): return i\nA = Callable[[1], 2]", 3),
        ("import random", 3),
        ("found = []", 3),
        ("def f(found=[]): pass", 3),
        ("def f() -> print(): pass", 3),
        ("import queue\ndef f(q=queue.Queue()): pass", 3),
        ("class A:\n    def __del__(self): pass", 3),
        ("from enum import Enum\nclass A(Enum):\n    X = 1", 3),
        ("class A:\n    def __init_subclass__(cls): pass\nclass B(A): pass", 3),
        ("def first(cls): return cls\n@first\nclass A: pass", 3),
        ("def dataclass(cls): return cls\n@dataclass\nclass A: pass", 3),
        ("import stateful", 3),
        ("import round_about", 3),
    ],
)
def test_only_a_module_without_state_is_taken_over(source: str, times: int, tmp_path: Path) -> None:
    (tmp_path / "stateful.py").write_text("found = []", encoding="utf-8")
    (tmp_path / "round_about.py").write_text("import program", encoding="utf-8")
    path = tmp_path / "program.py"
    path.write_text(source, encoding="utf-8")
    world = World(tmp_path)
    loaded: list[object] = []
    explore(world, lambda: loaded.append(world.load(path)), THRICE)
    assert len({id(module) for module in loaded}) == times


def test_a_pool_of_an_earlier_execution_is_not_found_shut_down(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def scenario():\n"
        "    pool = ThreadPoolExecutor(1)\n"
        "    pool.submit(int)  # its thread waits until somebody says that this is the end\n"
        "    assert ThreadPoolExecutor(1)._thread_name_prefix.endswith('-1')\n",
        encoding="utf-8",
    )
    world = World(tmp_path)
    result = explore(world, lambda: world.load(path).scenario(), THRICE)
    assert (result.verdict.name, result.schedules) == ("passed", 3), result.verdict
