"""What the text of a module tells of effects that no hook sees; nothing is proved of these."""

from __future__ import annotations

import ast

import pytest

from treadle.instrument.stores import stored_names
from treadle.instrument.unseen import uses_unseen

UNSEEN = [
    "class A:\n def __del__(self): pass",
    "import weakref\nr = weakref.ref(a)",
    "from weakref import WeakValueDictionary",
    "import logging.handlers\nh.buffer.append(1)",
    "import logging\nif not log.handlers: log.addHandler(h)",
    "import logging\nlogging.info('%s', rows)",
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
]

SEEN = [
    "list.append(rows, 1)",
    "push = functools.partial(heapq.heappush, rows)",
    "object.__setattr__(a, 'n', 1)",
    "class A:\n def __setattr__(self, k, v): super().__setattr__(k, v)",
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
    assert uses_unseen(tree, stored_names(tree))


@pytest.mark.parametrize("source", SEEN)
def test_what_hooks_see_is_let_pass(source: str) -> None:
    tree = ast.parse(source)
    assert not uses_unseen(tree, stored_names(tree))
