"""The policy: no honest answer trips on it, and what reaches for the interpreter does."""

from pathlib import Path

import pytest

from grader import policy
from grader.policy import names, reader

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(p.parent for p in (ROOT / "exercises").glob("*/test_*.py"))
MODULES = "_pytest ctypes gc greenlet grader inspect pytest treadle"
NEVER = {f"import {name}" for name in MODULES.split()}
NEVER |= {f"os.{name}" for name in ("open", "write", "rename", "system")}
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


def test_the_answers_are_read_once_and_only_if_something_has_to_be_allowed(tmp_path):
    folder = tmp_path / "exercises" / "01_sum"
    answer = tmp_path / "solutions" / "01_sum" / "sum.py"
    answer.parent.mkdir(parents=True)
    allowed = policy.Allowed(folder, "sum.py")
    assert policy.violation(b"x = 1", allowed) is None
    answer.write_text("import gc\ngc", encoding="utf-8")  # it has not been looked for until now
    assert policy.violation(b"import gc\ngc", allowed) is None
    answer.unlink()
    assert policy.violation(b"import gc\ngc", allowed) is None
    assert policy.violation(b"import ctypes\nctypes", allowed)


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def __init__(self): self.x = 1\n    def __enter__(self): return self",
        "class A:\n    n = 0\n    def __new__(cls): cls.n += 1; return super().__new__(cls)",
        "class A:\n    n = 0\n    def add(self): type(self).n += 1; self.__class__.n += 1",
        "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    x: int\n"
        "    def __post_init__(self): object.__setattr__(self, 'x', 1)",
        "import threading\nclass T(threading.Thread):\n    def run(self): self.done = True",
        "class A(B):\n    def __init__(self): super().__init__(); C.__init__(self, 1)",
        "class A(B):\n    def __setattr__(self, n, v): super().__setattr__(n, v)",
        "import threading\nt = threading.Thread()\nt.daemon = True\nt.name = 'x'",
        "import threading\nlocal = threading.local()\nlocal.x = 1",
        "from threading import *\nl = Lock()\nwith l: pass",
        "class A:\n    def __add__(self, o): return o\n    __radd__ = __add__\n    __iter__ = None",
        "class A:\n    @property\n    def n(self): return 1\n    def get(self): return 2\n"
        "    m = property(get, doc='x')\n    o = property(lambda self: 3)",
        "def f(x: 'list[int]', y: dict[str, int] | None = None) -> tuple[int, ...]: return x",
        "import time\nprint(time.time(), type(1).__name__, getattr(1, 'real', 0))",
        "import re, random\nre.compile('x'); random.random()",
        "def f(open): return open()",
        "def f():\n    vars = 1\n    return vars",
        "def f(kind: type): return isinstance(kind, type) and type(kind) is type",
        "from abc import ABC, ABCMeta\nclass A(metaclass=ABCMeta): pass",
        "from functools import wraps\ndef d(f):\n    @wraps(f)\n    def g(): pass\n    return g",
        "'{} of {:>3}'.format(1, 2)",
        "class A:\n    def format(self): return 1\nprint(A().format())",
        "class A:\n    def format(self, x): return x\na = A()\nprint(a.format(1), A().format(2))",
        "TEXT = '{} of {}'\nprint(TEXT.format(1, 2))",
        "class A:\n    one = None\n    def __new__(cls):\n        if cls.one is None:\n"
        "            cls.one = super().__new__(cls)\n        return cls.one",
        "from enum import Enum\nclass A(bytes, Enum):\n    def __new__(cls, v):\n"
        "        obj = bytes.__new__(cls, [v])\n        obj._value_ = v\n        return obj\n"
        "    ONE = 1",
        "class A(int):\n    def __new__(cls, v):\n        self = super().__new__(cls, v)\n"
        "        return self\n    def __init__(self, v): self.seen = v",
        "class A(B):\n    def __post_init__(self):\n        super().__post_init__()",
        "class A(B):\n    def __init__(self):\n        super().__init__()\n"
        "        class C:\n            def __init__(self): self.x = 1\n        self.c = C()",
        "from dataclasses import dataclass, fields\n@dataclass(kw_only=True, slots=True)\n"
        "class A:\n    x: int\nprint([f.name for f in fields(A)])",
        "class A:\n    def __set__(self, obj, v): super().__set__(obj, v)",
        "import functools\nclass A:\n    put = functools.partialmethod(print, 1)\n"
        "    def __init_subclass__(cls, **others): super().__init_subclass__(**others)",
        "from collections import namedtuple\nP = namedtuple('P', 'x y')",
        "from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\n"
        "Q = NamedTuple('Q', [('x', int)])",
        "from concurrent import futures\nfutures.ThreadPoolExecutor(2)",
        "import concurrent.futures as f\nf.wait([])",
        "import collections.abc\nclass A(collections.abc.Sized):\n    def __len__(self): return 1",
        "from heapq import heappush as push\npush([], 1)\nprint(next(iter([])))",
        "from itertools import chain\nprint(list(chain.from_iterable([[1], [2]])))",
        "def f(next): return map(next, [])",
        "[0 for a, b in []]",
        "import random, re, typing\nrandom.shuffle([]); re.compile(''); typing.cast(int, 1)",
        "from enum import Enum\nclass A(Enum):\n    def __init__(self, v): self._value_ = v",
        "def broken(:",
    ],
)
def test_ordinary_code_passes(source):
    assert policy.violation(source.encode(), frozenset()) is None


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("import socket\nsocket", 1, "import socket"),
        ("x = 1\nfrom socket import create_server\ncreate_server", 2, "import socket"),
        ("from . import x", 1, "import ."),
        ("import concurrent.futures, gc\ngc", 1, "import gc"),
        ("import heapq\nmap(heapq.heappush, [], [])", 2, "heapq.heappush as a value"),
        ("def f(x):\n return x.__value__", 2, "__value__"),
        (
            "import itertools as i\ni.chain.from_iterable(g)",
            2,
            "from_iterable of what is no list of them",
        ),
        ("from heapq import *\nf = heappop", 2, "heappop as a value"),
        ("from bisect import insort as i\nmap(i, [], [])", 2, "i as a value"),
        ("map(next, [])", 1, "next as a value"),
        ("[0 for f()[g()] in []]", 1, "f()[g()]"),
        ("from re import *\npurge()", 2, "purge"),
        ("from typing import get_overloads as g\ng(1)", 1, "typing.get_overloads"),
        ("import copy\ncopy.dispatch_table.clear()", 2, "copy.dispatch_table"),
        ("import sys\nsys.intern('')", 2, "sys.intern"),
        ("class A(E):\n    def put(self): self._value_ = 1", 2, "_value_"),
        ("eval('1')", 1, "eval"),
        ("format = 0\n'{'.format(f)\nt.format(f)", 3, ".format of a text that cannot be read"),
        ("class A(list):\n    def __new__(cls): return ONE", 1, "__new__"),
        ("class A(list):\n    __new__ = f", 2, "__new__"),
        (
            "class A(list):\n    def __new__(cls):\n        a = list.__new__(cls)\n"
            "        a = ONE\n        return a",
            1,
            "__new__",
        ),
        ("class A:\n    def __new__(cls): return ONE\nclass B(A): pass", 1, "__new__"),
        ("a.__post_init__(1)", 1, "a.__post_init__"),
        ("class A:\n    def __init__(self): pass\n    again = __init__", 3, "__init__"),
        (
            "class A(list):\n    def __init__(self, a):\n        self = a\n"
            "        super().__init__()",
            4,
            "super().__init__",
        ),
        ("type(f).name.__set__(f, 'x')", 1, "__set__"),
        ("from enum import global_enum\nglobal_enum", 1, "global_enum"),
        ("E._convert_('X', 'sys', f)", 1, "_convert_"),
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
        ("class A:\n    from math import isfinite as __eq__", 2, "__eq__"),
        ("dict(__eq__=f)", 1, "__eq__"),
        ("def f(exec): pass\nexec('1')", 2, "exec"),
        ("def f(exec=exec): pass", 1, "exec"),
        ("if 0: eval = 1\neval('1')", 2, "eval"),
        ("def f():\n    global exec\n    exec = exec", 3, "exec"),
        ("[1 for exec in exec('1')]", 1, "exec"),
        ("class M(type): pass", 1, "type as a value"),
        ("map(type, x)", 1, "type as a value"),
        ("type(*x)", 1, "type(…, …, …)"),
        ("from abc import ABCMeta\nABCMeta('A', (), {})", 2, "ABCMeta"),
        ("import abc\nm = abc.ABCMeta", 2, "ABCMeta"),
        ("import typing\ntyping.get_type_hints(f)", 2, "get_type_hints"),
        ("from typing import *\nget_type_hints(f)", 2, "get_type_hints"),
        ("import enum\nenum.bltns.eval", 2, "import builtins"),
        ("import concurrent.futures.thread as t\nt.os._exit", 2, "import os"),
        ("from concurrent.futures import thread\nthread.os", 2, "import os"),
        ("from concurrent import futures\nf(futures)", 2, "futures as a value"),
        ("import concurrent.interpreters\nconcurrent", 1, "import concurrent.interpreters"),
        ("text.format(1)", 1, ".format of a text that cannot be read"),
        ("f = getattr(x, 'format')", 1, "getattr of format"),
        ("'{0.tb_frame.f_back}'", 1, "f_back"),
        ("from functools import wraps\nwraps(f, n)", 2, "wraps"),
        ("from collections import namedtuple\nnamedtuple('A', x)", 2, "namedtuple"),
        ("from collections import namedtuple\nnamedtuple('A', 'x tb_frame')", 2, "tb_frame"),
        ("class A:\n    __match_args__ = x", 2, "__match_args__"),
        ("def f(self): return self.__dict__", 1, "__dict__"),
        ("def f(self): type.__setattr__(self, x, y)", 1, "__setattr__"),
        ("__treadle_attr__ = None", 1, "__treadle_attr__"),
        ("class A(B):\n    def add(self): super().__init__(1)", 2, "super().__init__"),
        ("class A:\n    def __init__(self, b): super(A, b).__init__()", 2, "super(A, b).__init__"),
        ("class A:\n    def __init__(self, b): B.__init__(b)", 2, "B.__init__"),
        ("class A:\n    def __init__(self): self.a = lambda: B.__init__(self)", 2, "B.__init__"),
        ("f = A.__init__", 1, "A.__init__"),
        ("getattr(a, '__init__')(1)", 1, "__init__"),
        ("class A(B):\n    def add(self): super().__setattr__('x', 1)", 2, "__setattr__"),
        ("e.__setstate__({})", 1, "__setstate__"),
        ("from threading import stack_size", 1, "stack_size"),
        ("import contextlib\ncontextlib.redirect_stdout", 2, "redirect_stdout"),
        ("t._coro = nothing()", 1, "_coro"),
        ("t._fut_waiter.set_result(1)", 1, "_fut_waiter"),
        ("x._anything = 1", 1, "_anything"),
        ("getattr(t, '_coro')", 1, "_coro"),
        ("l['x'].__args__[0].__forward_code__", 1, "__forward_code__"),
        ("type(f)(code, {})", 1, "type(f)(…, …)"),
        ("class M(type(int)): ...", 1, "class …(type(int))"),
        ("class M(int.__class__): ...", 1, "class …(int.__class__)"),
        (
            "from dataclasses import dataclass\ndataclass(f())",
            2,
            "dataclass of what is no class here",
        ),
        ("from dataclasses import dataclass as d\nd", 1, "dataclass"),
        ("setattr(f(), 'wait', g)", 1, "setattr of f()"),
        ("loop.set_task_factory(f)", 1, "set_task_factory"),
        ("import math\nmath.x[0x" + 5000 * "f" + "] = 1", 2, "what cannot be shown"),
        ("x" + 2500 * ".a" + "." + "mro", 1, "mro"),
        ("import os\nos.write(1, b'')", 2, "os.write"),
        ("from random import *\nR = Random\nR.randrange = None", 3, "R.randrange"),
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


def test_what_the_kit_does_with_a_module_is_allowed_and_nothing_else_of_it():
    allowed = frozenset({"import os", "os._exit"})
    assert policy.violation(b"import os\nos.getpid(), os._exit(0)", allowed) is None
    for source in (b"import os as o\no.write(1, b'')", b"from os import write\nwrite(1, b'')"):
        found = policy.violation(source, allowed)
        assert found is not None
        assert found.what == "os.write"


PROGRAM = frozenset(f"import {name}" for name in ("os", "sys", "multiprocessing", "asyncio"))
"""What is allowed where a program is to start processes."""


@pytest.mark.parametrize(
    "source",
    [
        "import os, sys\nprint(os.getpid(), os.path.join('a', 'b'), os.environ.get('HOME'))",
        "import os\nfork = hasattr(os, 'fork')\nos.waitpid(-1, os.WNOHANG)",
        "from os import getpid, path\npath.exists('a')",
        "import os.path as p\np.join('a', 'b')",
        "from sys import argv, exit\nexit(len(argv))",
        "import multiprocessing\nmultiprocessing.connection.wait([])",
        "from multiprocessing.pool import ThreadPool",
        "from multiprocessing import *\nProcess(target=print)",
        "import sys\nfor line in sys.stdin: print(line)\nsys.stdin.readline()\nlist(sys.stdin)",
        "from sys import stdin\nwords = [line.split() for line in stdin]",
    ],
)
def test_ordinary_programs_pass(source):
    assert policy.violation(source.encode(), PROGRAM) is None


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import os\nos.mkdir('x')", "os.mkdir"),
        ("import os\nos.fork()", "os.fork"),
        ("import os\nos.path.os.kill(1, 2)", "os.kill"),
        ("import os.path as p\np.os.kill(1, 2)", "os.kill"),
        ("from os import sys\nsys.modules", "sys.modules"),
        ("import os\no = os\no.kill(1, 2)", "os as a value"),
        ("import os\ngetattr(os, 'kill')", "os as a value"),
        ("from os import *\nkill(1, 2)", "from os import *"),
        ("from sys import *\nmodules['__main__']", "from sys import *"),
        ("import sys\nsys.breakpointhook('1')", "sys.breakpointhook"),
        ("import multiprocessing.util\nmultiprocessing", "import multiprocessing.util"),
        ("from multiprocessing import util\nutil", "import multiprocessing.util"),
        ("import multiprocessing.pool\nmultiprocessing.pool.util", "import multiprocessing.util"),
        ("import multiprocessing\nmultiprocessing.pool.os.kill", "os.kill"),
        ("import multiprocessing as m\nm.get_context().set_executable('x')", "set_executable"),
        ("import sys\nsys.stdin.buffer.raw.__class__('x', 'w')", "sys.stdin as a value"),
        ("import sys\nf = sys.stdin\nf.buffer", "sys.stdin as a value"),
        ("from sys import stdin\nf(stdin)", "stdin as a value"),
        ("import sys\ndef list(f): f.buffer\nlist(sys.stdin)", "sys.stdin as a value"),
        ("import multiprocessing as m\nm.log_to_stderr().handlers[0].stream", "log_to_stderr"),
        ("import asyncio\nasyncio.create_subprocess_exec('touch')", "create_subprocess_exec"),
    ],
)
def test_a_program_cannot_write_what_its_check_reads(source, what):
    found = policy.violation(source.encode(), PROGRAM)
    assert found is not None
    assert found.what == what


def test_the_other_name_of_a_module_is_that_module():
    """Also where an answer of the kit passes the module along."""
    allowed = PROGRAM | {"os as a value"}
    found = policy.violation(b"import os\no = os\no.kill(1, 2)", allowed)
    assert found is not None
    assert found.what == "os.kill"


STARTS = PROGRAM | {"import subprocess", "import pathlib", "__file__"}
"""What is allowed where a program may start programs."""


@pytest.mark.parametrize(
    "source",
    [
        "run([sys.executable, __file__, *sys.argv[1:]])",
        "run([sys.executable, str(Path(__file__).resolve()), word])",
        "command = [sys.executable, sys.argv[0], word]\nrun(command)",
        "run([sys.executable, '-c', CODE, word], check=True)",
        "run([sys.executable, '-u', '-m', 'multiprocessing', word])",
    ],
)
def test_a_program_may_start_itself(source):
    text = f"import sys\nfrom pathlib import Path\nfrom subprocess import run\n{source}"
    assert policy.violation(text.encode(), STARTS) is None
    text = text.replace("from subprocess import run", "import subprocess").replace(
        "run(", "subprocess.run("
    )
    assert policy.violation(text.encode(), STARTS) is None


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("run([sys.executable, '-' + 'I', __file__])", "run of what cannot be read"),
        ("run([sys.executable, f'-{x}', __file__])", "run of what cannot be read"),
        ("run([sys.executable, x + __file__])", "run of what cannot be read"),
        ("run([sys.executable, *words, __file__])", "run of what cannot be read"),
        ("run([sys.executable, PIN, 'pinned', __file__])", "run of what cannot be read"),
        ("run([sys.executable, '-m', 'treadle.pin'])", "'treadle.pin'"),
        ("run(['sh', '-c', CODE])", "run of what cannot be read"),
        ("run(command())", "run of what cannot be read"),
        ("run(args=[sys.executable, __file__])", "run of what cannot be read"),
        ("run([sys.executable, __file__], executable=x)", "executable="),
        ("c = [sys.executable, __file__]\nc.insert(1, x)\nrun(c)", "run of what cannot be read"),
        ("c = [sys.executable, __file__]\nc[1:1] = x\nrun(c)", "c[1:1]"),
        ("c = [sys.executable, __file__]\nc += x\nrun(c)", "run of what cannot be read"),
        ("f = run\nf([x])", "run as a value"),
        ("map(run, x)", "run as a value"),
    ],
)
def test_whatever_else_it_starts_a_person_reads(source, what):
    text = f"import sys\nfrom pathlib import Path\nfrom subprocess import run\n{source}"
    found = policy.violation(text.encode(), STARTS)
    assert found is not None
    assert found.what == what


def aliases(count):
    names = "".join(f"a{n} = a{n + 1}\n" for n in range(count))
    return f"import math\n{names}a{count} = math.pi"


def variables(count):
    names = "".join(f"    a{n} = 0\n" for n in range(count))
    return f"def f():\n{names}    x = [{'lambda a: 0, ' * count}]"


@pytest.mark.parametrize("text", [aliases, variables])
def test_a_long_text_is_read_in_a_time_that_grows_with_it(text, monkeypatch):
    """Counted in nodes that are looked at: it was the square of them, which took hours."""
    looks = 0

    def look(*arguments):
        nonlocal looks
        looks += 1
        return isinstance(*arguments)

    for module in (names, reader):
        monkeypatch.setattr(module, "isinstance", look, raising=False)
    counts = []
    for count in (500, 1000):
        looks = 0
        assert policy.violation(text(count).encode(), frozenset()) is None
        counts.append(looks)
    assert counts[1] < 2.5 * counts[0]


@pytest.mark.parametrize(
    "source",
    [
        "import sys, os, json, logging, traceback, types, uuid, hashlib, pprint",
        "import sys\nprint('x', file=sys.stderr)\nsys.stdout.write('x')\nsys.stdout.flush()",
        "import os\nworkers = min(4, os.cpu_count() or 1)\nos.path.basename('a/b')",
        "import logging\nlog = logging.getLogger(__name__)\nlog.info('%s', 1)\nlogging.debug('x')",
        "import logging\nlogging.basicConfig(level=logging.DEBUG, format='%(threadName)s')",
        "from logging import getLogger\ngetLogger().setLevel(10)\ngetLogger('a').warning('x')",
        "import logging\ndef f():\n log = logging.getLogger()\n log.exception('x')",
        "import json\nprint(json.dumps({}), json.loads('1'))",
        "import traceback\ntry: f()\nexcept Exception: traceback.print_exc()",
        "from types import TracebackType\ndef __exit__(self, t, e, tb: TracebackType): pass",
        "from operator import itemgetter, attrgetter\nsorted([], key=attrgetter('name'))",
        "import uuid\nname = uuid.uuid4().hex",
        "class A:\n def __repr__(self): return f'{vars(self)}'",
        "import io, inspect, signal as s\nfrom ast import While\nfrom re import S",
        "class Job:\n def __lt__(self, other): return self.when < other.when",
        "import queue\nclass A:\n def __init__(self, queue: queue.Queue[int]):\n"
        "  self.queue: queue.Queue[int] = queue",
        "from typing import ParamSpec\nP = ParamSpec('P')\ndef f(*a: P.args, **k: P.kwargs): ...",
        "class A:\n @classmethod\n def __class_getitem__(cls, item): return cls",
    ],
)
def test_what_people_look_and_print_with_is_no_matter(source):
    assert policy.violation(source.encode(), frozenset()) is None


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import logging\nlogging.FileHandler('x')", "logging.FileHandler"),
        ("import logging.handlers\nlogging", "import logging.handlers"),
        ("from logging import *", "from logging import *"),
        ("import logging\nlogging.sys.modules", "sys.modules"),
        ("import logging\nc = logging.basicConfig\nc(filename='x')", "basicConfig as a value"),
        ("from logging import basicConfig as c\nc(filename='x')", "basicConfig"),
        ("from logging import basicConfig\nc = basicConfig", "basicConfig as a value"),
        (
            "import logging\nlogging.basicConfig(filename='x')",
            "basicConfig of more than datefmt, force, format, level",
        ),
        (
            "from logging import basicConfig\nbasicConfig(**{'filename': 'x'})",
            "basicConfig of more than datefmt, force, format, level",
        ),
        ("class A:\n def __lt__(self, o): return True\n __eq__ = __lt__", "__eq__"),
        ("class A:\n __lt__ = f", "__lt__"),
        ("import logging\nlog = logging.getLogger()\nlog.handlers", "getLogger as a value"),
        (
            "import logging\ndef f():\n log = logging.getLogger()\n log.addHandler(x)",
            "getLogger as a value",
        ),
        ("import logging\nlogging.getLogger().parent", "getLogger as a value"),
        ("import logging\nmake = logging.getLogger", "getLogger as a value"),
        ("from logging import getLogger\nx = [getLogger()]", "getLogger as a value"),
        ("from logging import getLogger\nx = getLogger", "getLogger as a value"),
        ("from logging import getLogger as get\nget", "getLogger"),
        (
            "import logging\nclass A:\n log = logging.getLogger()\nA.log.handlers",
            "getLogger as a value",
        ),
        ("import logging\ndef f(self): self.l = logging.getLogger()", "getLogger as a value"),
        ("import logging\nlogging.info('x', stack_info=True)", "stack_info"),
        ("import logging\nlogging.info('x', stacklevel=3)", "stacklevel"),
        ("class A:\n import sys\n'{0.sys.modules}'.format(A)", "import in a class"),
        ("class A:\n if x:\n  from random import _os", "import in a class"),
        ("import gc\nfor gc.x in y: pass", "import gc"),
        ("from os import *", "from os import *"),
        ("from os import _exit", "os._exit"),
        ("import treadle", "import treadle"),
        ("import pytest", "import pytest"),
        ("import sys\nf = sys.stderr\nf.buffer", "sys.stderr"),
        ("import sys\nsys.stdout.buffer.raw.__class__('x', 'w')", "sys.stdout"),
        ("import sys\ndef print(file): file.buffer\nprint(file=sys.stdout)", "sys.stdout"),
        ("import types\ntypes.FunctionType", "types.FunctionType"),
        ("import operator\noperator.methodcaller('x')", "operator.methodcaller"),
        ("import json.decoder\njson", "import json.decoder"),
        ("import traceback\ntraceback.walk_stack(None)", "traceback.walk_stack"),
        ("import warnings\nwarnings.warn(Kept())", "import warnings"),
        ("import hashlib\nhashlib.file_digest", "hashlib.file_digest"),
        ("class A:\n def f(self, other): return vars(other)", "vars"),
    ],
)
def test_the_rest_of_those_modules_is(source, what):
    found = policy.findings(source.encode())
    assert what in {finding.what for finding in found}
