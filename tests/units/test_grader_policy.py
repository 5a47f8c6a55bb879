"""The policy: no honest answer trips on it, and what reaches for the interpreter does."""

from pathlib import Path

import pytest

from grader import policy

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(p.parent for p in (ROOT / "exercises").glob("*/test_*.py"))
MODULES = "_pytest ctypes gc greenlet grader inspect pytest treadle"
NEVER = {f"import {name}" for name in MODULES.split()}
NEVER |= {"eval", "exec", "__import__", "globals"} | policy.INSIDE - {"__file__"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_answer_of_the_kit_passes(folder):
    (check,) = folder.glob("test_*.py")
    module = check.name.removeprefix("test_")
    files = [
        *(ROOT / "tests" / "answers" / folder.name).glob("*/*.py"),
        ROOT / "exercises" / ".shipped" / folder.name / module,
        ROOT / "solutions" / folder.name / module,
    ]
    assert len(files) > 2
    allowed = policy.allowed(folder, module)
    found = {file.name: policy.violation(file.read_bytes(), allowed) for file in files}
    assert not {name: str(finding) for name, finding in found.items() if finding}
    assert not allowed & NEVER, "this would open the exercise to cheats"


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def __init__(self): self.x = 1\n    def __enter__(self): return self",
        "class A:\n    n = 0\n    def __new__(cls): cls.n += 1; return super().__new__(cls)",
        "class A:\n    n = 0\n    def add(self): type(self).n += 1; self.__class__.n += 1",
        "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    x: int\n"
        "    def __post_init__(self): object.__setattr__(self, 'x', 1)",
        "import threading\nclass T(threading.Thread):\n    def run(self): self.done = True",
        "import threading\nt = threading.Thread()\nt.daemon = True\nt.name = 'x'",
        "import threading\nlocal = threading.local()\nlocal.x = 1",
        "from threading import *\nl = Lock()\nwith l: pass",
        "import time\nprint(time.time(), type(1).__name__, getattr(1, 'real', 0))",
        "import re, random\nre.compile('x'); random.random()",
        "def f(open): return open()",
        "def broken(:",
    ],
)
def test_ordinary_code_passes(source):
    assert policy.violation(source.encode(), frozenset()) is None


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("import os", 1, "import os"),
        ("x = 1\nfrom os import path", 2, "import os"),
        ("from . import x", 1, "import ."),
        ("import concurrent.futures, gc", 1, "import gc"),
        ("eval('1')", 1, "eval"),
        ("f = exec", 1, "exec"),
        ("print.__self__", 1, "__self__"),
        ("'{0.__globals__}'.format(f)", 1, "__globals__"),
        ("f.__\uff47lobals__", 1, "__globals__"),
        ("match f:\n    case object(__code__=c): pass", 2, "__code__"),
        ("import threading\nthreading.Lock = None", 2, "threading.Lock"),
        ("import threading\nthreading._sys", 2, "threading._sys"),
        ("import random\nR = random.Random\nS = R\nS.x = 1", 4, "S.x"),
        ("import random\nfor R in (random.Random,):\n    R.x = 1", 3, "R.x"),
        ("from threading import *\nCondition.wait = None", 2, "Condition.wait"),
        ("L = type(lock)\nL.acquire = None", 2, "L.acquire"),
        ("type(lock).acquire = None", 1, "type(lock).acquire"),
        ("import time\nsetattr(time, 'sleep', None)", 2, "setattr of time"),
        ("import time\nf(time)", 2, "time as a value"),
        ("getattr(x, y)", 1, "getattr"),
        ("g = getattr", 1, "getattr"),
        ("type('A', (), {})", 1, "type(…, …, …)"),
        ("class A:\n    def __eq__(self, other): return True", 2, "__eq__"),
        ("class A:\n    __eq__ = None", 2, "__eq__"),
        ("# coding: latin-1\n", 1, "coding: iso-8859-1"),
    ],
)
def test_what_reaches_for_the_interpreter_is_found(source, line, what):
    found = policy.violation(source.encode(), frozenset())
    assert found is not None
    assert (found.line, found.what) == (line, what)
    assert (
        policy.violation(
            source.encode(), frozenset(f.what for f in policy.findings(source.encode()))
        )
        is None
    )
