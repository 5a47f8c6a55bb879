"""What each construct announces, and in which order with what it does."""

from __future__ import annotations

import builtins
import functools
import operator
import sys
import textwrap
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from treadle.hooks.stand_ins import operating
from treadle.instrument import instrument


class Recorder:
    """Hooks that log what is announced, among what is done to the objects `o` and `p`."""

    def __init__(self) -> None:
        self.log: list[str] = []
        note = self.log.append

        def announce(text: str) -> Callable[..., Any]:
            """A hook that notes *text*, filled with its arguments, and gives back the first."""

            def hook(*arguments: Any) -> Any:
                note(text.format(*map(short, arguments)))
                return arguments[0] if arguments else None

            return hook

        def announce_key(text: str) -> Callable[[Any, Any], Any]:
            return lambda obj, key: announce(text)(key)

        def announce_name(text: str) -> Callable[[Any, str], bool]:
            return lambda scope, name: announce(text)(name) is not None

        def call(function: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
            note(f"calls .{name}?")
            return functools.partial(function, *args, **kwargs)

        def getitem(obj: Any, key: Any) -> Any:
            note(f"reads [{short(key)}]?")
            return functools.partial(operator.getitem, obj, key)

        def several(value: Any, how: str, *more: Any) -> Any:
            for name in (*more[: len(more) // 2 * 2 : 2], how):
                for each in (name or "").split():
                    self.hooks[each](value)
            return value

        def performed(
            operation: str, names: tuple[str, ...], /, *values: Any, **options: Any
        ) -> Any:
            for name, value in zip(names, values, strict=True):
                for each in name.split():
                    self.hooks[each](value)
            return operating(operation, *values, **options)

        self.hooks: dict[str, Any] = {
            "attr": announce("reads .{1}?"),
            "setattr": announce("writes .{1}?"),
            "augattr": announce("writes .{2}?"),
            "item": announce("reads [{1}]?"),
            "key": announce_key("reads [{0}]?"),
            "setitem": announce("writes [{1}]?"),
            "setkey": announce_key("writes [{0}]?"),
            "setslice": announce("writes [{1}]?"),
            "setslicekey": lambda obj, key, *_: announce_key("writes [{0}]?")(obj, key),
            "delitem": announce("writes [{1}]?"),
            "delkey": announce_key("writes [{0}]?"),
            "augitem": announce("writes [{2}]?"),
            "slice": slice,
            "leaves": lambda: None,
            "caught": lambda: None,
            "no_room": (),
            "method": announce("calls .{1}?"),
            "arg": announce("calls .{2}?"),
            "call": call,
            "getitem": getitem,
            "whole": announce("reads all?"),
            "added": announce("reads all?"),
            "drain": announce("reads all?"),
            "sought": announce("reads all?"),
            "deep": lambda value: value,
            "deeper": lambda value: value,
            "several": several,
            "shown": announce("reads all?"),
            "matched": announce("reads all?"),
            "chained": announce("reads all?"),
            "performed": performed,
            "iter": announce("iterates?"),
            "begun": announce("iterates?"),
            "noted": lambda value: value,
            "resumed": lambda value: value,
            "yielded": announce("gives way"),
            "delegated": announce("delegates"),
            "never": lambda *values: False,
            "bound": announce("reads .{1}?"),
            "vars": announce("looks at the attributes"),
            "globals": lambda found: found,
            "locals": lambda found: found,
            "lastarg": announce("calls .{2}?"),
            "inplace": announce("calls .{2}?"),
            "entered": lambda manager, name: manager,
            "callee": lambda function, *_: function,
            "given": lambda value, *_: value,
            "givenall": lambda values, *_: values,
            "apply": functools.partial,
            "global": lambda module, name: announce("reads " + name + "?")(True),
            "setglobal": announce("writes {2}?"),
            "augglobal": announce("writes {2}?"),
            "scope": object,
            "cell": announce_name("reads cell {0}?"),
            "setcell": announce("writes cell {2}?"),
            "augcell": announce("writes cell {2}?"),
            "loop": announce("round of loop {0}"),
            "tick": announce("round"),
            "turn": announce("round of loop {0}"),
            "explain": lambda source, *values: f"{source} with {values}",
        }
        hooks = {f"__treadle_{name}__": hook for name, hook in self.hooks.items()}
        self.variables = {
            "__builtins__": {**vars(builtins), **hooks},
            "__name__": "sample",
            "o": Thing(self.log),
            "p": Thing(self.log),
            "k": "k",
            "f": lambda *arguments: note("f()") or Thing(self.log),
        }  # fmt: skip

    def run(self, source: str) -> dict[str, Any]:
        exec(instrument(textwrap.dedent(source), "sample.py", "sample").code, self.variables)
        return self.variables


def short(value: Any) -> str:
    if isinstance(value, slice):
        return ":".join(
            "" if v is None else short(v) for v in (value.start, value.stop, value.step)
        )
    return value if isinstance(value, str) else repr(value)


class Thing:
    """Logs what is done to it."""

    def __init__(self, log: list[str]) -> None:
        object.__setattr__(self, "log", log.append)

    def __getattr__(self, name: str) -> Any:
        self.log(f".{name}")
        return Thing(object.__getattribute__(self, "log").__self__)

    def __setattr__(self, name: str, value: Any) -> None:
        self.log(f".{name}=")

    def __delattr__(self, name: str) -> None:
        self.log(f"del .{name}")

    def __getitem__(self, key: Any) -> Any:
        self.log(f"[{short(key)}]")
        return Thing(object.__getattribute__(self, "log").__self__)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.log(f"[{short(key)}]=")

    def __delitem__(self, key: Any) -> None:
        self.log(f"del [{short(key)}]")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.log("()")
        return self

    def __add__(self, other: Any) -> Any:
        return self

    __radd__ = __add__

    def __iter__(self) -> Any:
        return iter([1, 2])

    def __contains__(self, item: Any) -> bool:
        self.log("in")
        return True

    def keys(self) -> list[str]:
        return ["q"]

    def __repr__(self) -> str:
        return "thing"


def announced(source: str) -> str:
    """What running *source* announces and does, separated by blanks and commas."""
    recorder = Recorder()
    recorder.run(source)
    return ", ".join(recorder.log)


IN_A_FUNCTION = [
    # attributes
    ("o.a", "reads .a?, .a"),
    ("o.a.b", "reads .a?, .a, reads .b?, .b"),
    ("o.a = f()", "f(), writes .a?, .a="),
    ("o.a: int = f()", "f(), writes .a?, .a="),
    ("o.a = p.b = 1", "writes .a?, .a=, writes .b?, .b="),
    ("o.a, (p.b, *x) = 1, (2, 3)", "writes .a?, .a=, writes .b?, .b="),
    ("del o.a", "writes .a?, del .a"),
    ("o.a += f()", "reads .a?, .a, f(), calls .__iadd__?, writes .a?, .a="),
    ("f().a += f()", "f(), reads .a?, .a, f(), calls .__iadd__?, writes .a?, .a="),
    ("for o.a in [1]: pass", "writes .a?, .a=, round"),
    ("import contextlib\nwith contextlib.nullcontext(1) as o.a: pass", "writes .a?, .a="),
    # items
    ("o[k]", "reads [k]?, [k]"),
    ("o[-1]", "reads [-1]?, [-1]"),
    ("o[1:k]", "reads [1:k:]?, [1:k:]"),
    ("o[f()]", "f(), reads [thing]?, [thing]"),
    ("f()[f()]", "f(), f(), reads [thing]?, [thing]"),
    ("f()[f():]", "f(), f(), reads [thing::]?, [thing::]"),
    ("o[(k := f())]", "f(), reads [thing]?, [thing]"),
    ("o[k] = f()", "f(), writes [k]?, [k]="),
    ("f()[f()] = 1", "f(), f(), writes [thing]?, [thing]="),
    ("del o[k]", "writes [k]?, del [k]"),
    ("del o[f():]", "f(), writes [thing::]?, del [thing::]"),
    ("o[k] += f()", "reads [k]?, [k], f(), calls .__iadd__?, writes [k]?, [k]="),
    ("o[f()] += 1", "f(), reads [thing]?, [thing], writes [thing]?, [thing]="),
    ("f()[f()] += f()",
     "f(), f(), reads [thing]?, [thing], f(), calls .__iadd__?, writes [thing]?, [thing]="),
    # method calls: announced when the arguments are there
    ("o.m()", "calls .m?, .m, ()"),
    ("o.m(k, 1, -1, x=k)", "calls .m?, .m, ()"),
    ("o.m(f())", ".m, f(), calls .m?, ()"),
    ("o.m(1, x=f())", ".m, f(), calls .m?, ()"),
    ("o.m(*p)", ".m, reads all?, calls .m?, ()"),
    ("o.m(**p)", ".m, reads all?, calls .m?, [q], ()"),
    ("o.m(o := f())", ".m, f(), calls .m?, ()"),
    ("f().m(f())", "f(), .m, f(), calls .m?, ()"),
    ("o.a.m(p.b)", "reads .a?, .a, .m, reads .b?, .b, calls .m?, ()"),
    # all of a container
    ("str(o)", "reads all?"),
    ("print(o, 'a', f'{k}', sep='')", "reads all?, reads all?"),
    ("', '.join(o) if False else 1", ""),
    ("''.join(str(x) for x in o)", "iterates?, reads all?, reads all?"),
    ("1 in o", "reads all?, in"),
    ("1 not in o.a", "reads .a?, .a, reads all?, in"),
    ("if o: pass", "reads all?"),
    ("while not o.a: pass", "reads .a?, .a, reads all?"),
    ("o and p.a or f()", "reads all?, reads .a?, .a, reads all?"),
    ("1 if o else 2", "reads all?"),
    ("[x for x in f()[f()]]", "f(), f(), reads [thing]?, [thing], iterates?"),
    ("[f()[f()] for x in [1]]", "f(), f(), reads [thing]?, [thing]"),
    ("[x for x in (lambda: f()[f()])()]", "f(), f(), reads [thing]?, [thing], iterates?"),
    ("[x for f()[f()] in [1] for x in [2]]", "f(), f(), [thing]="),
    ("[x for x in o if x]", "iterates?, reads all?, reads all?"),
    ("for x in o: break", "iterates?, round"),
    ("for x, y in enumerate(o): break", "iterates?, round"),
    ("for x in iter(f, 1): break", "reads all?, iterates?, f(), round of loop 1"),
    ("[*o, *f()]", "reads all?, f(), reads all?"),
    ("{'a': 1, **o}", "reads all?, [q]"),
    ("x, y = o", "reads all?"),
    ("f'{o!r} {p!r:{k}>9}'", "reads all?, reads all?, reads all?"),
    ("o == []", "reads all?"),
    ("o + [1]", "reads all?"),
    ("match o:\n    case [a, b]: pass", "reads all?"),
    ("x = []\nx += [1]", "calls .__iadd__?"),
    ("x = {1}\nx |= {2}\ny = x\nx |= y", "calls .__ior__?, calls .__ior__?"),
    ("x = 1\nx |= 2\nx += k.__len__()", "calls .__len__?, calls .__iadd__?"),
    ("assert o, 'message'", "reads all?"),
    ("def gen(): yield from o\nlist(gen())", "reads all?, delegates, gives way"),
    ("def gen():\n    yield 1\n    return 2\nlist(gen())", "reads all?, gives way, gives way"),
    ("match 1:\n    case o.x: pass", "reads .x?, .x"),
    # loops
    ("x = 0\nwhile x < 1: x += 1\nwhile True: break", "round of loop 1, round of loop 2"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), IN_A_FUNCTION, ids=[s for s, _ in IN_A_FUNCTION])
def test_a_function_announces(source: str, expected: str) -> None:
    body = textwrap.indent(source, "    ")
    assert announced(f"def main(o, p, k, f):\n{body}\nmain(o, p, k, f)") == expected


REBINDING = [
    "o.m(o := f())",
    "o.m(x=(o := f()))",
    "o[(o := f())]",
    "o[(o := f())] = 1",
    "o[(o := f()):] += 1",
    "o[k] += (o := f())",
    "o.a += (o := f())",
    "o[(k := f())] += (k := f())",
    "o[k] += (k := f())",
]


@pytest.mark.parametrize("declaration", ["", "global o\n"])
@pytest.mark.parametrize("source", REBINDING)
def test_an_announcement_names_the_object_and_the_key_of_the_access(
    declaration: str, source: str
) -> None:
    recorder = Recorder()
    objects: list[Any] = []
    keys: list[Any] = []

    def watch(name: str, obj: int, key: int | None) -> None:
        def hook(*arguments: Any) -> Any:
            objects.append(arguments[obj])
            if key is not None:
                keys.append(arguments[key])
            return arguments[1 if name in ("key", "setkey", "setslicekey", "delkey") else 0]

        recorder.variables["__builtins__"][f"__treadle_{name}__"] = hook

    for name in ("item", "key", "setkey", "delkey"):
        watch(name, 0, 1)
    for name, key in [("attr", None), ("lastarg", None), ("augattr", None), ("augitem", 2)]:
        watch(name, 0 if name == "attr" else 1, key)
    first = recorder.variables["o"]
    body = textwrap.indent(declaration + source, "    ")
    recorder.run(f"def main({'' if declaration else 'o, '}k, f):\n{body}")
    recorder.variables["main"](*([] if declaration else [first]), "k", recorder.variables["f"])
    assert objects
    assert all(obj is first for obj in objects)
    assert all(key is keys[0] or key == keys[0] for key in keys)


IN_A_MODULE_OR_CLASS = [
    ("o.a += f()", "reads .a?, .a, f(), calls .__iadd__?, writes .a?, .a="),
    ("f().a += f()", "f(), reads .a?, .a, f(), calls .__iadd__?, writes .a?, .a="),
    ("f()[f()]", "f(), f(), reads [thing]?, [thing]"),
    ("f()[f():k]", "f(), f(), reads [thing:k:]?, [thing:k:]"),
    ("f()[f()] = f()", "f(), f(), f(), writes [thing]?, [thing]="),
    (
        "f()[f()] += f()",
        "f(), f(), reads [thing]?, [thing], f(), calls .__iadd__?, writes [thing]?, [thing]=",
    ),
    ("del f()[f()]", "f(), f(), writes [thing]?, del [thing]"),
    ("o.m(f())", ".m, f(), calls .m?, ()"),
    ("f().m(k)", "f(), calls .m?, .m, ()"),
    ("f().m(f(), x=f())", "f(), reads .m?, .m, f(), f(), calls .m?, ()"),
    ("[f()[f()] for x in [1]]", "f(), f(), reads [thing]?, [thing]"),
    ("[x for x in f()[f()]]", "f(), f(), reads [thing]?, [thing], iterates?"),
    ("(lambda: f()[f()])()", "f(), f(), reads [thing]?, [thing]"),
]


@pytest.mark.parametrize("opening", ["if True:", "class Body:"])
@pytest.mark.parametrize(
    ("source", "expected"), IN_A_MODULE_OR_CLASS, ids=[s for s, _ in IN_A_MODULE_OR_CLASS]
)
def test_a_module_and_a_class_announce(opening: str, source: str, expected: str) -> None:
    recorder = Recorder()
    names = recorder.run(f"{opening}\n    {source}")
    assert ", ".join(recorder.log) == expected
    everything = {*names, *vars(names.get("Body", object))}
    assert not [name for name in everything if name.startswith("__treadle")]


NOTHING_TO_ANNOUNCE = """
    "a b".split()
    f"{1}".upper()
    [1].append(2)
    {1: 2}[1]
    dict.fromkeys("a")
    list[int]
    range(3)
    len("a" + "b")
    sorted([1])
    x = 1
    x += 1
    x
    None
    [y for y in range(0)]
    [y for y in sorted([1])]
    1 in (1, 2)
    import time; time.monotonic()
    import os.path; os.path.join("a", "b")
    import concurrent.futures; concurrent.futures.Future
    import time as t; t.monotonic()
    raise_ = ValueError("a")
    def inner(a: o.x = 1, *b: o[1]) -> o.y: pass
    super(int, 1).__init__()
    __debug__ or 1
    assert True, "message"
""".strip().splitlines()


@pytest.mark.parametrize("source", NOTHING_TO_ANNOUNCE)
def test_what_threads_cannot_share_costs_nothing(source: str) -> None:
    source = "from __future__ import annotations\ndef main():\n    " + source.strip()
    code = instrument(source, "sample.py", "sample").code
    used = {name for c in code.co_consts if hasattr(c, "co_names") for name in c.co_names}
    unless_raised = {"__treadle_leaves__", "__treadle_no_room__"}
    assert not [name for name in used - unless_raised if name.startswith("__treadle")]


VARIABLES = [
    # a global that a function declares and binds
    ("x = 1\ndef main():\n    global x\n    x = f()", "writes x?, f(), writes x?"),
    ("def main():\n    global x\n    x = f()\n    return x", "f(), writes x?, reads x?"),
    ("x = 1\ndef main():\n    global x\n    x += f()",
     "writes x?, reads x?, f(), calls .__iadd__?, writes x?"),
    ("def main():\n    global x\n    (x := 1)\n    del x", "writes x?, writes x?"),
    ("def main():\n    global x\n    y, (x, z) = f(), [2, 3]", "f(), writes x?"),
    ("def main():\n    global x\n    x = y = 3", "writes x?"),
    ("def main():\n    global x\n    for x in [1]: y = x", "round, writes x?, reads x?"),
    ("def main():\n    global x\n    import io as x", "writes x?"),
    ("def main():\n    global x\n    with memoryview(b'') as x, x: pass",
     "writes x?, reads x?"),
    ("def main():\n    global x\n    try: 1 / 0\n    except Exception as x: pass",
     "writes x?, writes x?"),
    ("def main():\n    global x\n    match 1:\n        case x: pass", "writes x?"),
    ("class A:\n    def m(self):\n        global __x\n        __x = 1\nmain = A().m",
     "reads .m?, writes _A__x?"),
    ("def main():\n    global x\n    def x(): pass", "writes x?"),
    ("x = 1\ndef main(): return x", ""),
    ("def main():\n    global x\n    x = [1]\n    x.append(x)",
     "writes x?, reads x?, reads x?, calls .append?"),
    ("def main():\n    global x\n    x, o[x] = 7, 8", "writes x?, reads x?, writes [7]?, [7]="),
    ("def main():\n    global x\n    x = o[x] = 7", "writes x?, reads x?, writes [7]?, [7]="),
    ("def main():\n    global x\n    x = 1\n    class A:\n        x = 2\n"
     "        def m(self): return x\n    A().m()", "writes x?, reads x?"),
    # a variable of a function that an inner one captures, bound again
    ("def main():\n    x = 1\n    g = lambda: x\n    x = f()\n    g()",
     "writes cell x?, f(), writes cell x?, reads cell x?"),
    ("def main():\n    x = 1\n    def g():\n        nonlocal x\n        x += f()\n    g()",
     "writes cell x?, reads cell x?, f(), calls .__iadd__?, writes cell x?"),
    ("def main():\n    for x in [1]: (lambda: x)()", "round, writes cell x?, reads cell x?"),
    ("def main():\n    [(lambda: x)() for x in [1, 2]]",
     "writes cell x?, reads cell x?, writes cell x?, reads cell x?"),
    ("def main():\n    [(lambda: x)() for x in [0, 1] if x]",
     "writes cell x?, reads cell x?, reads all?, "
     "writes cell x?, reads cell x?, reads all?, reads cell x?"),
    ("def main():\n    return [g() for x, y in [(1, 2)] for g in [lambda: x + y]]",
     "reads all?, writes cell x?, writes cell y?, reads cell x?, reads cell y?, reads all?, "
     "reads all?"),
    ("def main(x=1):\n    x = 2\n    class C:\n        def m(self): return x\n    C.m(1)",
     "writes cell x?, reads cell x?"),
    ("def main():\n    x = 1\n    return (lambda: x)()", ""),
    ("def main():\n    x = 1\n    x = 2\n    return [x for y in [1]]", ""),
    ("def main():\n    for x in [1]: pass\n    return x", "round"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), VARIABLES, ids=[s for s, _ in VARIABLES])
def test_a_variable_that_threads_see_change_is_announced(source: str, expected: str) -> None:
    announcements = announced(source + "\nmain()")
    assert announcements.replace("calls .m?, ", "") == expected


STORED = [
    ("x.a = 1; x.b += 1; del x.c; x.d: int = 1", "a b c d"),
    ("for x.a, (x.b, *x.c) in []: pass", "a b c"),
    ("setattr(x, 'a', 1); object.__setattr__(x, 'b', 1); delattr(x, 'c')", "a b c"),
    ("setattr(x, y, 'a'); getattr(x, 'b'); x.update('c')", ""),
    ("x.a; x.b(); x.c[0] = 1", ""),
    ("class A:\n  a = 1\n  def m(self): self.__b = self.c__ = self.__d__ = 1", "_A__b c__ __d__"),
    ("class A:\n  def m(self):\n    class _B:\n      def m(self): self.__b = 1", "_B__b"),
    # a constructor that keeps `self` to itself
    ("class A:\n  def __init__(self, b):\n    self.a = b\n    self.c, self.d = self.a, b", ""),
    ("from threading import Thread\nclass A(Thread):\n  def __init__(self):\n"
     "    super().__init__()\n    self.a = 1", ""),
    ("class B:\n  def __init__(self): self.b = 1\nclass A(B):\n  def __init__(self):\n"
     "    super().__init__()\n    self.a = 1", ""),
    ("class A:\n  def __post_init__(this):\n    this.a: int = 1", ""),
    ("class A:\n  def __init__(self):\n    self.a = 1\n    self.a += 1", "a"),
    # and constructors that do not
    ("class A:\n  def __init__(self):\n    self.a = 1\n    start(self)", "a"),
    ("class A:\n  def __init__(self):\n    self.a = 1\n    self.start()", "a"),
    ("class A:\n  def __init__(self):\n    self.a = Thread(self.run)", "a"),
    ("class A:\n  def __init__(self):\n    self.a = lambda: self.b", "a"),
    ("class A:\n  def __init__(self, other):\n    self.a = 1\n    other.b = 1", "b"),
    ("class A:\n  def __init__(self):\n    self.a = (self.b for _ in 'x')\n    self.b = 1", "a b"),
    # nor do those that are called by them
    ("class B:\n  def __init__(self): start(self)\nclass A(B):\n  def __init__(self):\n"
     "    super().__init__()\n    self.a = 1", "a"),
    ("from b import B\nclass A(B):\n  def __init__(self): self.a = 1", "a"),
    ("class B:\n  def __init__(self): start(self)\nclass C:\n  def __init__(self):\n"
     "    super().__init__()\n    self.c = 1\nclass A(C, B): pass", "c"),
    ("class A:\n  @property\n  def a(self): pass\n  @a.setter\n  def a(self, a): start(self)\n"
     "  def __init__(self):\n    self.a = self.b = 1", "a b"),
    ("class D:\n  def __set__(self, obj, value): start(obj)\nclass A:\n  a = D()\n"
     "  def __init__(self):\n    self.a = self.b = 1", "a b"),
    ("class A:\n  def __new__(cls):\n    cls.a = 1", "a"),
    ("class A:\n  def __init__(): x.a = 1", "a"),
    ("class A:\n  def __init__(self): self.a = 1\n  def m(self): self.a = 2", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), STORED, ids=[s for s, _ in STORED])
def test_attributes_that_change_are_told(source: str, expected: str) -> None:
    assert instrument(source, "sample.py", "sample").stored == set(expected.split())


def test_private_names_are_announced_as_python_mangles_them() -> None:
    source = """
        class _Loom:
            def weave(self):
                self.__a = 1
                self.__a += 1
                self.__b__ = self.__c()
            def __c(self): pass
        _Loom().weave()
    """
    assert announced(source) == (
        "calls .weave?, writes ._Loom__a?, reads ._Loom__a?, writes ._Loom__a?, "
        "calls ._Loom__c?, writes .__b__?"
    )


EXPLAINED = [
    ("assert k == 1", "k == 1 with ('k', 1)"),
    ("assert len(k) == 2", "len(k) == 2 with (1, 2)"),
    ("assert k.upper() in 'ab'", "k.upper() in 'ab' with ('K', 'ab')"),
    ("assert (not\n        k)", "not k with ()"),
    ("assert 1 < len(k) < 1", "1 < len(k) < 1 with ()"),
    ("assert k == 1, 'own'", "own"),
]


@pytest.mark.parametrize(("source", "message"), EXPLAINED, ids=[s for s, _ in EXPLAINED])
def test_an_assertion_without_a_message_is_explained(source: str, message: str) -> None:
    with pytest.raises(AssertionError) as failure:
        Recorder().run(f"def main(k):\n    {source}\nmain('k')")
    assert str(failure.value) == message


def test_docstrings_and_future_imports_stay_first() -> None:
    source = """
        'Module.'
        from __future__ import annotations
        def main(x: missing = 1):
            'Function.'
            x = 2
            return lambda: x
        class Body:
            'Class.'
    """
    names = Recorder().run(source)
    assert [names[n].__doc__ for n in ("main", "Body")] == ["Function.", "Class."]
    assert names["__doc__"] == "Module."


def test_a_traceback_shows_the_lines_and_frames_of_the_source() -> None:
    source = """
        def inner(x):
            return (x
                    .real
                    .missing
                    .more(x + 1))
        def outer(x):
            for y in [x]:
                with open(0, closefd=False):
                    inner(y)[
                        "k"]
        outer(1)
    """
    with pytest.raises(AttributeError) as failure:
        Recorder().run(source)
    frames = [f for f in traceback.extract_tb(failure.tb) if f.filename == "sample.py"]
    lines = [(f.name, f.lineno) for f in frames]
    assert lines == [("<module>", 12), ("outer", 10), ("inner", 5)]


def test_a_hook_is_called_on_the_line_of_what_it_announces() -> None:
    source = """
        def main(o, k):
            x = (o
                 .a
                 .m(k,
                    f(),
                    k))
            while x[
                k
            ] is x:
                pass
            for y in (
                k
            ):
                x[
                    y, f()] = (
                    x)
    """
    recorder = Recorder()
    lines: list[tuple[str, int]] = []

    def on_line(name: str) -> Callable[..., Any]:
        hook = recorder.hooks[name]

        def watched(*arguments: Any) -> Any:
            lines.append((name, sys._getframe(1).f_lineno))
            return hook(*arguments)

        return watched

    builtin = recorder.variables["__builtins__"]
    builtin.update({f"__treadle_{name}__": on_line(name) for name in recorder.hooks})
    recorder.run(source)["main"](recorder.variables["o"], "k")
    assert lines == [
        ("attr", 4),
        ("lastarg", 5),
        ("item", 8),
        ("iter", 13),
        ("tick", 12),
        ("setkey", 15),
    ]


@pytest.mark.parametrize("source", ["x = (\n", "\nreturn 1", "def f():\n  nonlocal x", "f() = 1"])
def test_a_syntax_error_is_that_of_compile(source: str) -> None:
    def error(function: Callable[[], Any]) -> tuple[Any, ...]:
        with pytest.raises(SyntaxError) as failure:
            function()
        return type(failure.value), *failure.value.args

    assert error(lambda: instrument(source, "sample.py", "sample")) == error(
        lambda: compile(source, "sample.py", "exec")
    )


@pytest.mark.parametrize(
    "body",
    [
        "    if b.v == -1: pass\n" + "".join(f"    elif b.v == {i}: pass\n" for i in range(700)),
        "".join(f"{' ' * (i + 4)}with b:\n" for i in range(20)) + " " * 24 + "pass\n",
    ],
)
def test_what_nests_as_deep_as_python_allows_is_run(body: str) -> None:
    """Instrumented, or as it is if that would be too deep; then nothing is proved of it."""
    done = instrument(f"def f(b):\n{body}", "deep.py", "deep")
    assert done.code.co_filename == "deep.py"
