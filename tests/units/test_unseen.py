"""Effects that no hook sees, in the text of a module or met on the way: nothing is proved then."""

from __future__ import annotations

import ast
import os.path
from collections.abc import Callable

import pytest

from treadle.instrument.stores import stored_names
from treadle.instrument.unseen import what_is_unseen
from treadle.verdict import Result

UNSEEN = [
    "class A:\n def __del__(self): pass",
    "import weakref\nr = weakref.ref(a)",
    "from weakref import WeakValueDictionary",
    "import logging.handlers\nh.buffer.append(1)",
    "import logging\nif not log.handlers: log.addHandler(h)",
    "from logging import info\ninfo('%s', rows)",
    "import ctypes\np = ctypes.pointer(n)",
    "import contextlib\nwith contextlib.redirect_stdout(f): pass",
    "import sys\nsys.stdout = f",
    "from functools import singledispatchmethod",
    "import decimal\nif context.flags[decimal.Inexact]: context.clear_flags()",
    "list(map(list.pop, [rows]))",
    "threading.Thread(target=list.append, args=(rows, 1))",
    "list(map(operator.setitem, ds, ks, vs))",
    "a.__setattr__('n', 1)",
    "if generator.gi_frame is not None: generator.close()",
    "if not A.__subclasses__(): make()",
    "class A:\n def __hash__(self): return hash(self.name)\na.name = 1",
    "class A:\n def __hash__(self): return 1\n def __eq__(self, o): return self.n == o.n\na.n = 1",
    "class A:\n def __hash__(self):\n  with self.lock: return 1",
    "class A:\n def __hash__(self): return self.key()",
    "@dataclass(unsafe_hash=True)\nclass A:\n n: int\na.n = 1",
    "if type(a) is A: a.__class__ = B",
    "list(map(next, [lines]))",
    "def lines(rows): return map(next, rows)\ndef last(next): return next",
    "def lines(rows, step=next):\n def last(next): return next\n return map(step, rows)",
    "def lines(rows):\n def last():\n  next = rows\n return map(next, rows)",
    "def lines(rows): return [next for next in rows], map(next, rows)",
    "[0 for rows[i] in [1]]",
    "import re\nre.purge()",
    "import sys\nif sys.intern(a) is a: pass",
]

SEEN = [
    "list.append(rows, 1)",
    "first = next(lines)",
    "read = functools.partial(next, lines)",
    "class A:\n def __init__(self, next=None): self.next = next",
    "def last(node):\n while next := node.next:\n  node = next\n return node",
    "def last(node):\n next = node.next\n return lambda: next",
    "[0 for a, b in rows]",
    "push = functools.partial(heapq.heappush, rows)",
    "object.__setattr__(a, 'n', 1)",
    "class A:\n def __setattr__(self, k, v): super().__setattr__(k, v)",
    "import logging\nlogging.info('%s', n)",
    "import sys\nsys.stdout.write('x')",
    "self.buffer.append(1)",
    "sorted(names, key=str.lower)",
    "import ctypes\nn = ctypes.c_int(0)",
    "class A:\n def __hash__(self): return hash((self.a, self.b))\nb.name = 1",
    "class A:\n def __eq__(self, other): return self.n == other.n\na.n = 1",
    "@dataclass(unsafe_hash=True)\nclass A:\n n: int\na.m = 1",
    "print(a.__class__.__name__)",
]


@pytest.mark.parametrize("source", UNSEEN)
def test_what_no_hook_sees_is_known(source: str) -> None:
    tree = ast.parse(source)
    assert what_is_unseen(tree, stored_names(tree))


@pytest.mark.parametrize("source", SEEN)
def test_what_hooks_see_is_let_pass(source: str) -> None:
    tree = ast.parse(source)
    assert not what_is_unseen(tree, stored_names(tree))


@pytest.mark.parametrize(
    ("source", "what", "line"),
    [
        ("a = 1\nimport weakref", "what weakref does", 2),
        ("import weakref\nclass A:\n def __del__(self): pass", "what weakref does", 1),
        ("import sys\n\nsys.stdout = f", "what setting stdout does to others", 3),
        ("import io\nf = io.TextIOWrapper(b)", "what TextIOWrapper does (io)", 2),
        ("m = map(list.pop, [rows])", "calling list.pop where it is handed on", 1),
    ],
)
def test_it_is_said_what_and_where(source: str, what: str, line: int) -> None:
    assert what_is_unseen(ast.parse(source)) == (what, line)


LIBRARY = """
import email.message
import threading
from email import charset
from os import path
from typing import NamedTuple
from xml.dom import minidom

class Row(NamedTuple): number: int

document = minidom.Document()

def scenario():
    def work():
        {work}
    thread = threading.Thread(target=work)
    thread.start()
    work()
    thread.join()
"""


@pytest.mark.parametrize(
    ("work", "what"),
    [
        ("charset.add_alias('loom', 'utf-8')", "email.charset.add_alias"),
        ("path.exists('loom')", f"{os.path.__name__}.exists"),
        ("email.message.Message()", "Message"),
        ("with document: pass", "Document.__enter__"),
    ],
)
def test_nothing_is_proved_of_what_nobody_knows(
    work: str, what: str, explored: Callable[..., Result]
) -> None:
    result = explored(LIBRARY.format(work=work))
    assert not result.verdict.failed, result.verdict
    assert not result.proved
    assert result.unproved == f"no step stands for what {what} does at program.py:15"
    assert explored(LIBRARY.format(work="path.join('loom', 'reed'); Row(1); charset")).proved


def test_nothing_is_proved_if_a_module_starts_threads_before_it_is_whole(
    explored: Callable[..., Result],
) -> None:
    program = """
        import threading
        def look(): return settings
        thread = threading.Thread(target=look)
        {}
        settings = 1
        def scenario(): {}; thread.join()
    """
    assert not explored(program.format("thread.start()", "pass")).proved
    assert not explored(program.format("thread.start(); thread.join()", "pass")).proved
    assert explored(program.format("pass", "thread.start()")).proved
