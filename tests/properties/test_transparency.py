"""Instrumented code does what plain code does: same results, effects, order, errors and lines."""

from __future__ import annotations

import builtins
import functools
import importlib.util
import io
import operator
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from treadle.hooks.stand_ins import later, operating
from treadle.instrument import instrument


def first(value: Any, *_: Any, forget: object = None) -> Any:
    return value


def second(_: Any, value: Any, *more: Any) -> Any:
    return value


def true(*_: Any) -> bool:
    return True


HOOKS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(["attr", "setattr", "augattr", "item", "setitem", "delitem", "augitem"], first),
    **dict.fromkeys(["method", "arg", "whole", "added", "iter", "delegated"], first),
    **dict.fromkeys(["begun", "noted", "resumed", "setslice"], first),
    **dict.fromkeys(["setglobal", "augglobal", "setcell", "augcell"], first),
    **dict.fromkeys(["bound", "vars", "globals", "locals", "drain", "shown", "yielded"], first),
    **dict.fromkeys(["deep", "deeper", "matched", "several", "sought", "chained"], first),
    **dict.fromkeys(
        ["lastarg", "inplace", "entered", "callee", "given", "givenall", "dated"], first
    ),
    **dict.fromkeys(["key", "setkey", "setslicekey", "delkey"], second),
    **dict.fromkeys(["global", "cell", "loop", "tick", "turn", "leaves", "left", "caught"], true),
    "never": lambda *values: False,
    "no_room": (RecursionError, MemoryError),
    "slice": slice,
    "scope": object,
    "explain": lambda source, *values: None,
    "call": lambda function, name, /, *a, **k: later(function, *a, **k),
    "apply": later,
    "performed": lambda operation, names, /, *a, **k: operating(operation, *a, **k),
    "getitem": lambda obj, key: functools.partial(operator.getitem, obj, key),
}
BUILTINS = {**builtins.__dict__, **{f"__treadle_{name}__": HOOKS[name] for name in HOOKS}}


pytestmark = pytest.mark.filterwarnings("ignore")  # of odd generated code, of deprecated modules


# ---- the standard library

MODULES = [
    "abc", "argparse", "ast", "base64", "bisect", "calendar", "cmd", "codeop", "collections",
    "colorsys", "configparser", "contextlib", "copy", "csv", "dataclasses", "dis", "difflib",
    "email.message", "enum", "fileinput", "fnmatch", "fractions", "functools", "glob", "graphlib",
    "heapq", "html.parser", "inspect", "ipaddress", "json.decoder", "json.encoder", "keyword",
    "linecache", "mailbox", "numbers", "operator", "optparse", "pickle", "pprint",
    "queue", "random", "reprlib", "sched", "shlex", "statistics", "string", "tempfile",
    "textwrap", "threading", "tokenize", "tomllib", "traceback", "types", "typing", "uuid",
    "weakref",
]  # fmt: skip


@functools.cache
def instrumented_code(name: str) -> Any:
    file = importlib.import_module(name).__file__
    assert file is not None
    return instrument(Path(file).read_text(encoding="utf-8"), file, name).code


def load(name: str) -> Any:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    module.__dict__["__builtins__"] = BUILTINS
    code = instrumented_code(name)
    with mock.patch.dict(sys.modules, {name: module}):
        exec(code, module.__dict__)
    return module


@pytest.mark.parametrize("name", MODULES)
def test_a_module_of_the_standard_library_loads(name: str) -> None:
    module = load(name)
    public = [n for n in vars(importlib.import_module(name)) if not n.startswith("_")]
    missing = [n for n in public if not hasattr(module, n)]
    assert [n for n in missing if f"{name}.{n}" not in sys.modules] == []


def parsed(argparse: Any) -> Any:
    parser = argparse.ArgumentParser(prog="weave", description="of threads " * 9)
    parser.add_argument("file", nargs="+", help="what to read")
    parser.add_argument("-n", "--number", type=int, default=3)
    commands = parser.add_argument_group("more").add_mutually_exclusive_group()
    commands.add_argument("--fast", action="store_true")
    commands.add_argument("--slow", action="store_const", const=7)
    return parser.parse_args(["a", "b", "-n4", "--slow"]).__dict__, parser.format_help()


def data_class(dataclasses: Any) -> Any:
    @dataclasses.dataclass(order=True, frozen=True, slots=True)
    class Point:
        x: int
        y: int = dataclasses.field(default=2, compare=False)
        z: list[int] = dataclasses.field(default_factory=list, repr=False)

    points = sorted([Point(3), Point(1, 5), dataclasses.replace(Point(2), y=9)])
    return repr(points), dataclasses.asdict(points[0]), Point(1) == Point(1, 8)


def flags(enum: Any) -> Any:
    class Colour(enum.Flag):
        RED = enum.auto()
        GREEN = enum.auto()
        BOTH = RED | GREEN

    return list(map(repr, Colour)), str(~Colour.RED), Colour.RED in Colour.BOTH, Colour["RED"].value


def configuration(configparser: Any) -> Any:
    config = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
    config.read_string("[a]\nx = 1\ny: ${x}2\n[b]\nz = ${a:y}\n  more\n[DEFAULT]\nq=yes\n")
    out = io.StringIO()
    config.write(out)
    return config["b"]["z"], config.getboolean("a", "q"), out.getvalue()


def rows(csv: Any) -> Any:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["a", "b"], restval="-", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows([{"a": 1}, {"a": 2, "b": "x,y"}])
    out.seek(0)
    return list(csv.DictReader(out)), csv.Sniffer().sniff("a;b\nc;d\n").delimiter


def json_text(encoder: Any) -> Any:
    value = {"a": [1, 2.5, None, True, {"é": "x\n"}], "b": {}, "c": []}
    return "".join(encoder.JSONEncoder(indent=2, sort_keys=True).iterencode(value))


def dispatched(functools: Any) -> Any:
    @functools.singledispatch
    def show(value: object) -> str:
        return "object"

    show.register(int, lambda value: f"int {value}")

    @functools.lru_cache(maxsize=2)
    def square(n: int) -> int:
        return n * n

    @functools.total_ordering
    class Size:
        def __init__(self, n: int) -> None:
            self.n = n

        def __lt__(self, other: Any) -> bool:
            return self.n < other.n

    squares = [square(n) for n in (1, 2, 1, 3, 1)]
    return show(3), show("3"), squares, square.cache_info()[:2], Size(2) >= Size(1)


def counted(collections: Any) -> Any:
    words = collections.Counter(["the", "quick", "brown", "the", "lazy", "the", "dog"])
    pair = collections.namedtuple("Pair", "left right", defaults=[5])
    chain = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})
    return (words + words).most_common(2), repr(pair(1)), pair(1)._replace(left=2), dict(chain)


def entered(contextlib: Any) -> Any:
    log = []

    @contextlib.contextmanager
    def noted(name: str) -> Any:
        log.append(name)
        try:
            yield name
        except KeyError:
            log.append("caught")
        finally:
            log.append(f"-{name}")

    with contextlib.ExitStack() as stack, contextlib.suppress(ValueError):
        log.append(stack.enter_context(noted("a")) + stack.enter_context(noted("b")))
        raise KeyError
    return log


def formatted(string: Any) -> Any:
    template = string.Template("$who likes ${what} $$5 $unknown")
    return template.safe_substitute(who="tim"), string.Formatter().format(
        "{0.imag:>4}{a[1]}", 3, a="xy"
    )


COMPUTATIONS: list[tuple[str, Callable[[Any], Any]]] = [
    ("argparse", parsed),
    ("ast", lambda m: m.dump(m.parse(m.unparse(m.parse("a = [b for b in c] if e else {**f}"))))),
    ("calendar", lambda m: m.TextCalendar().formatyear(2024)),
    ("collections", counted),
    ("configparser", configuration),
    ("contextlib", entered),
    ("csv", rows),
    ("dataclasses", data_class),
    ("difflib", lambda m: list(m.ndiff(["one", "two", "three"], ["one", "too", "tree"]))),
    ("enum", flags),
    ("fractions", lambda m: [m.Fraction("3/7") ** 3, m.Fraction(0.3).limit_denominator(9)]),
    ("functools", dispatched),
    ("graphlib", lambda m: list(m.TopologicalSorter({1: [2, 3], 2: [3], 4: [1]}).static_order())),
    ("heapq", lambda m: [list(m.merge([1, 4], [2], [0, 9])), m.nsmallest(2, [3, 1, 2], key=abs)]),
    ("ipaddress", lambda m: list(map(str, m.ip_network("10.0.0.0/28").subnets(2)))),
    ("json.encoder", json_text),
    ("pprint", lambda m: m.pformat({"a": list(range(40)), "b": {"c": ("x" * 50,) * 3}})),
    ("random", lambda m: m.Random(5).sample(range(99), 9)),
    ("shlex", lambda m: m.split("a 'b c' \"d\\\"e\" # f", comments=True)),
    ("statistics", lambda m: [m.quantiles([1, 5, 2, 8, 7], n=3), m.stdev([1, 2, 4])]),
    ("string", formatted),
    ("textwrap", lambda m: m.fill(m.dedent("  the quick\n  fox " * 5), 20, initial_indent="> ")),
    ("tomllib", lambda m: m.loads('a = 1\n[b.c]\nd = ["x", {e = 1979-05-27}]\n')),
]  # fmt: skip


@pytest.mark.parametrize(("name", "compute"), COMPUTATIONS, ids=[name for name, _ in COMPUTATIONS])
def test_a_module_of_the_standard_library_computes_the_same(
    name: str, compute: Callable[[Any], Any]
) -> None:
    assert compute(load(name)) == compute(importlib.import_module(name))


# ---- generated programs


class Boom(Exception):
    """What an operation of a spy may raise."""


class Spy:
    """Logs every operation on it; one of them, the *fails_at*-th, raises."""

    def __init__(self, name: str, log: list[str], fails_at: int) -> None:
        # Python's own messages ask for the qualified name of what is called.
        vars(self).update(_name=name, _log=log, _fails_at=fails_at, __qualname__="spy")

    def _note(self, operation: str, *operands: Any) -> Spy:
        log = vars(self)["_log"]
        log.append(f"{vars(self)['_name']} {operation} {', '.join(map(shown, operands))}")
        if len(log) == vars(self)["_fails_at"]:
            raise Boom(log[-1])
        if len(log) > 150:
            raise SystemExit
        return Spy(f"#{len(log)}", log, vars(self)["_fails_at"])

    def __getattr__(self, name: str) -> Any:
        return self._note("getattr", name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._note("setattr", name, value)

    def __delattr__(self, name: str) -> None:
        self._note("delattr", name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._note("call", *args, *kwargs.items())

    def __bool__(self) -> bool:
        self._note("bool")
        return len(vars(self)["_log"]) % 3 > 0

    def __len__(self) -> int:
        if sys.version_info < (3, 14):  # from then on, f(*o) does not ask, and f(x, *o) does
            self._note("len")
        return 2

    def __iter__(self) -> Any:
        yield self._note("iter")
        yield self._note("next")

    def __contains__(self, item: Any) -> bool:
        return bool(self._note("contains", item))

    def __enter__(self) -> Any:
        return self._note("enter")

    def __exit__(self, kind: Any, *_: Any) -> bool:
        self._note("exit", kind)
        return kind is not None and len(vars(self)["_log"]) % 2 == 0

    def __format__(self, spec: str) -> str:
        return shown(self._note("format", spec))

    def __repr__(self) -> str:
        return shown(self._note("repr"))

    def keys(self) -> list[str]:
        self._note("keys")
        return ["k1", "k2"]

    def __await__(self) -> Any:
        yield self._note("await")
        return self._note("awaited")

    async def __aenter__(self) -> Any:
        return self._note("aenter")

    async def __aexit__(self, kind: Any, *_: Any) -> bool:
        self._note("aexit", kind)
        return kind is not None and len(vars(self)["_log"]) % 2 == 0

    async def __aiter__(self) -> Any:
        yield self._note("aiter")
        yield self._note("anext")

    def __hash__(self) -> int:
        return 7


def shown(value: Any, depth: int = 4) -> str:
    """A text for *value* that is the same in both runs; a list may contain itself."""
    if isinstance(value, Spy):
        return str(vars(value)["_name"])
    parts: list[Any] = []
    if isinstance(value, list | tuple | set | frozenset):
        parts = list(value)
    elif isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, slice):
        parts = [value.start, value.stop, value.step]
    elif isinstance(value, type | int | str | float | range | type(None)):
        return repr(value)
    inner = ", ".join(shown(part, depth - 1) for part in parts) if depth else "..."
    return f"{type(value).__name__}({inner})"


def drive(coroutine: Any) -> Any:
    """Run *coroutine* to its end; what it waits for is there at once."""
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


def _operation(name: str) -> Callable[..., Any]:
    def operation(self: Spy, *operands: Any) -> Any:
        return self._note(name, *operands)

    return operation


for _name in [
    "getitem",
    "setitem",
    "delitem",
    "add",
    "radd",
    "iadd",
    "mul",
    "or",
    "and",
    "ior",
    "eq",
    "ne",
    "lt",
    "le",
    "neg",
    "matmul",
    "sub",
    "rsub",
    "isub",
    "imul",
    "imatmul",
    "xor",
    "ixor",
    "mod",
    "rmod",
    "invert",
]:
    setattr(Spy, f"__{_name}__", _operation(_name))
Spy.__hash__ = lambda self: 7  # type: ignore[method-assign]


Text = st.SearchStrategy[str]
Lines = st.SearchStrategy[list[str]]

NAMES = st.sampled_from(["a", "b", "o", "p", "g", "xs", "free"])
ATTRIBUTES = st.sampled_from(["x", "y", "__z", "__w__"])
NEWLINE = st.sampled_from(["", "", "", "\n"])
INDENT = "    "


def text(*parts: str | Text) -> Text:
    """The parts, in parentheses, perhaps on several lines."""
    strategies = [st.just(part) if isinstance(part, str) else part for part in parts]
    spaced = [piece for strategy in strategies for piece in (strategy, NEWLINE)]
    return st.tuples(*spaced).map(lambda pieces: f"({' '.join(pieces)})")


def expressions(in_method: bool) -> Text:
    """Expressions over the names in NAMES; in a method they may also yield and use `self`."""

    def grow(inner: Text) -> Text:
        fixed_keys = ["0", "-1", "a", ":", "1:", "a:b", "o, 1", "a:b, 0", "(a := o)"]
        key = st.sampled_from(fixed_keys) | inner | text(inner, "+", inner)
        key |= st.tuples(inner, inner).map("{0[0]}:{0[1]}".format)
        fixed_arguments = ["", "a", "a, 1", "k=a", "*xs", "*o, k=1", "**{'q': a}", "a := o"]
        arguments = (
            st.sampled_from(fixed_arguments) | inner | st.tuples(inner, inner).map(", ".join)
        )
        for form in ["a, k={}", "*{}", "k=b, **{}", "*[{}, a], k=1", "k={}, *xs", "q for q in {}"]:
            arguments |= inner.map(form.format)
        operators = st.sampled_from(
            ["+", "*", "|", "@", "and", "or", "<", "==", "!=", "in", "is", "not in"]
        )
        loops = st.sampled_from(["for a in", "for a, *b in", "for o.x in", "for p[a] in"])
        call = st.sampled_from(
            [
                "len",
                "list",
                "tuple",
                "sorted",
                "bool",
                "str",
                "print",
                "iter",
                "enumerate",
                "zip",
                "set",
            ]
        )
        plain = st.sampled_from(
            ["', '.join(str(s) for s in xs)", "f'{a} {o.x!s:>{g}}'", "[*xs, 1]"]
        )
        forms = [
            NAMES,
            plain,
            st.tuples(inner, NEWLINE, ATTRIBUTES).map("({0[0]}{0[1]}.{0[2]})".format),
            st.tuples(inner, key).map("{0[0]}[{0[1]}]".format),
            st.tuples(inner, ATTRIBUTES, arguments).map("{0[0]}.{0[1]}({0[2]})".format),
            st.tuples(inner, arguments).map("{0[0]}({0[1]})".format),
            st.tuples(call, inner).map("{0[0]}({0[1]})".format),
            text(inner, operators, inner),
            text(inner, "<", inner, "in", inner),
            text("not", inner),
            text(inner, "if", inner, "else", inner),
            text("a :=", inner),
            text("lambda q, r=", inner, ": q or", inner).map("{}(o)".format),
            st.tuples(inner, loops, inner, inner).map("[{0[0]} {0[1]} {0[2]} if {0[3]}]".format),
            st.tuples(inner, inner).map("{{id: {0[0]} for a in {0[1]}}}".format),
            st.tuples(inner, inner).map("list({0[0]} for b in xs for a in {0[1]})".format),
            inner.map("[(lambda: a)() for a in {}]".format),
            inner.map("[1, *{}]".format),
            inner.map("{{'z': 0, **{}}}".format),
            st.tuples(inner, operators).map("f'{{{0[0]}!r:>{{len(xs)}}}}{{{0[0]}}}'".format),
            # Without the ".1000" Python makes an f-string of it: it shows one, then looks at two.
            st.tuples(inner, inner).map("'%.1000s %s' % ({0[0]}, {0[1]})".format),
            text(inner, "%", inner),
            text(inner, "-", inner),
            st.tuples(ATTRIBUTES, inner).map("getattr({0[1]}, '{0[0]}', None)".format),
            inner.map("(lambda q={}, *r, s=o: (q, s))()".format),
            inner.map("fetch({}, a, k=b)".format),
            inner.map("xs.index({})".format),
            inner.map("[*xs].extend({})".format),
            inner.map("(xs.append, {})[0]".format),
            inner.map("(lambda push=[].append: push({}))()".format),
            st.tuples(inner, inner).map("{0[0]} < {0[1]} <= a".format),
        ]
        if in_method:
            forms += [
                inner.map("(yield {})".format),
                inner.map("(yield from {})".format),
                inner.map("super().method({})".format),
                inner.map("self.__own({})".format),
                st.just("self.__class__.x"),
            ]
        return st.one_of(forms)

    return st.recursive(NAMES, grow, max_leaves=4)


def indented(lines: list[str]) -> list[str]:
    return [INDENT + line for line in lines]


def flat(blocks: list[list[str]]) -> list[str]:
    return [line for block in blocks for line in block]


def fits_a_class(body: list[str]) -> bool:
    """Whether it is safe in a class: Python 3.13.0 crashes on some of these loops there."""
    return not any("(lambda: a)() for" in line for line in body)


def statements(in_method: bool) -> Lines:
    """Statements that use the expressions above as values, targets, tests and contexts."""
    value = expressions(in_method)
    item = st.tuples(value, value).map("{0[0]}[{0[1]}]".format)
    attribute = st.tuples(value, ATTRIBUTES).map("{0[0]}.{0[1]}".format)
    single = NAMES | item | attribute | st.sampled_from(["o[a]", "p[1:a]", "xs[0]", "o[a, 1:2]"])
    sequences = ["a, b", "[o.x, p[a]]", "a, *b", "free, (g, o[g])", "g, p[g]", "*g, free"]
    target = single | st.sampled_from(sequences)
    simple = [
        value.map("{}".format),
        st.tuples(target, value).map("{0[0]} = {0[1]}".format),
        st.tuples(target, target, value).map("{0[0]} = {0[1]} = {0[2]}".format),
        st.tuples(single, value).map("{0[0]} += {0[1]}".format),
        st.tuples(single, value).map("{0[0]} |= {0[1]}".format),
        st.tuples(single, st.sampled_from(["-=", "*=", "@=", "^="]), value).map(" ".join),
        st.tuples(single, value).map("{0[0]} += [{0[1]}]".format),
        st.tuples(value, value).map("raise Boom({0[0]}) from ({0[1]}, None)[1]".format),
        st.sampled_from(["free = locals() if 0 else 1", "xs[:] = xs", "xs += [o]", "pass"]),
        st.tuples(item | attribute, value).map("{0[0]}: int = {0[1]}".format),
        st.sampled_from(["del a", "del g, free", "del o.x, p[a]", "del (o[1:], xs[0])"]),
        item.map("del {}".format),
        value.map("assert {}".format),
        st.tuples(value, value).map("assert {0[0]} == {0[1]}".format),
        *([value.map("return {}".format)] if in_method else []),
    ]

    def grow(inner: Lines) -> Lines:
        body = st.lists(inner, min_size=1, max_size=2).map(lambda b: indented(flat(b)))
        return st.one_of(
            st.tuples(value, body, body).map(lambda p: [f"if {p[0]}:", *p[1], "else:", *p[2]]),
            st.tuples(target, value, body).map(lambda p: [f"for {p[0]} in {p[1]}:", *p[2]]),
            st.tuples(value, body).map(lambda p: [f"while {p[0]}:", *p[1], f"{INDENT}if o: break"]),
            st.tuples(value, target, body).map(
                lambda p: [f"with {p[0]} as ({p[1]}), o as free, p:", *p[2]]
            ),
            st.tuples(body, body, body).map(
                lambda p: ["try:", *p[0], "except Boom as a:", *p[1], "finally:", *p[2]]
            ),
            st.tuples(body, value).map(
                lambda p: [
                    "def inner(q=a):",
                    f"{INDENT}{'nonlocal free' if in_method else 'global g'}",
                    *p[0],
                    f"free = inner({p[1]})",
                ]
            ),
            st.tuples(body, body).map(
                lambda p: ["try:", *p[0], "except* Boom as b:", *p[1]],
            ),
            st.tuples(value, body, value).map(
                lambda p: [
                    f"@fetch({p[0]})",
                    "def inner(q: o.x = b, /, *r, s=a, **t) -> p.y:",
                    f"{INDENT}{'nonlocal a' if in_method else 'global b'}",
                    *p[1],
                    f"{INDENT}return (lambda: {p[2].replace('yield', 'not')})()",
                    "b = inner(o, p, k=1)",
                ]
            ),
            st.tuples(value, target, body, value).map(
                lambda p: [
                    "async def inner(a, b, o, p, g, free, xs):",
                    f"{INDENT}async with ({p[0].replace('yield', 'not')}) as a, o as free:",
                    *indented(p[2]),
                    f"{INDENT}async for {p[1].replace('yield', 'not')} in o:",
                    *indented(p[2]),
                    f"{INDENT}free = {p[3].replace('yield', 'not')}",
                    f"{INDENT}xs.append([await a async for a in o if free])",
                    f"{INDENT}return await o",
                    "b = drive(inner(a, b, o, p, g, free, xs))",
                ]
            ),
            st.tuples(value, value, body).map(
                lambda p: [
                    f"match {p[0]}, {p[1]}, {{'k': a}}:",
                    f"{INDENT}case [Boom(args=[free]), _, _] | [[1, free], *_]: pass",
                    f"{INDENT}case [a, b, {{'k': free, **g}}] if {p[1]}:",
                    *indented(p[2]),
                ]
            ),
            *([GENERIC] if sys.version_info >= (3, 12) else []),
            st.tuples(body.filter(fits_a_class), value).map(
                lambda p: [
                    f"class Inner(Base, metaclass=({p[1]}, type)[1]):",
                    *p[0],
                    "free = Inner",
                ]
            ),
            st.tuples(value, value, body).map(
                lambda p: [
                    f"match {p[0]}:",
                    f"{INDENT}case [free, *_] if {p[1]}:",
                    *indented(p[2]),
                    f"{INDENT}case str() | None as g: pass",
                    f"{INDENT}case _: pass",
                ]
            ),
        )

    return st.recursive(st.one_of(simple).map(lambda line: [line]), grow, max_leaves=4)


GENERIC = st.sampled_from(
    [
        ["def inner[T: o.x, *U](q: T) -> U: return q", "free = inner(a)"],
        ["class Inner[T](Base): x: T = o.x", "free = Inner[int].x"],
        ["type Alias[T] = T | o.x", "free = Alias.__name__"],
    ]
)


def bodies(in_method: bool) -> Lines:
    several = st.lists(statements(in_method), min_size=1, max_size=4)
    return several.map(flat)


def method(body: list[str]) -> str:
    """A module with *body* in a method that is a generator."""
    return "\n".join(
        [
            "class Base:",
            "    x = y = __z = 'base'",
            "    def method(self, *values): return values[0]",
            "class Main(Base):",
            "    def __own(self, *values): return values[0]",
            "    def run(self, o, p, xs):",
            "        global g",
            "        a, b, free = o, p, xs",
            *indented(indented(body)),
            "        yield a, b, free, g",
            "        return (lambda: free)()",
        ]
    )


def outcome(code: Any, variables: dict[str, Any], fails_at: int) -> list[str]:
    """What executing *code* does, as a list of texts."""
    log: list[str] = []
    spies = {name: Spy(name, log, fails_at) for name in ("o", "p", "g", "a", "b", "free")}
    names = {
        "Boom": Boom,
        "drive": drive,
        "fetch": first,
        "__name__": "generated",
        **variables,
        **spies,
        "print": repr,
    }
    names["xs"] = [spies["o"], spies["p"], 1]
    try:
        exec(code, names)
        if "Main" in names:
            run = names["Main"]().run(spies["o"], spies["p"], names["xs"])
            while True:
                log.append(f"yields {shown(next(run))}")
    except StopIteration as stop:
        log.append(f"returns {shown(stop.value)}")
    except (Exception, SystemExit) as error:
        frames = traceback.extract_tb(error.__traceback__)
        if "after *" in str(error):  # it shows what was called, which here may be a hook
            log = [entry for entry in log if not entry.endswith(" repr ")]
        log += [type(error).__name__, *(f"{f.name}:{f.lineno}" for f in frames)]
        if not isinstance(error, AssertionError):
            log.append(re.sub(r"0x[0-9a-f]+|^.* (?=after \*)", "", str(error)))
    return log + [f"{n}: {shown(names[n])}" for n in sorted(names) if not n.startswith("__")]


def assert_same(source: str, fails_at: int) -> None:
    try:
        plain = compile(source, "generated.py", "exec", dont_inherit=True)
    except SyntaxError:
        return
    instrumented = instrument(source, "generated.py", "generated").code
    expected = outcome(plain, {"__builtins__": builtins}, fails_at)
    assert outcome(instrumented, {"__builtins__": BUILTINS}, fails_at) == expected


PROFILE = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # the machine may be busy
)


@settings(PROFILE, max_examples=250)
@example(body=["xs(k=b, **xs)"], fails_at=0)
@given(body=bodies(in_method=True), fails_at=st.integers(0, 40))
def test_a_method_does_the_same(body: list[str], fails_at: int) -> None:
    assert_same(method(body), fails_at)


@settings(PROFILE, max_examples=150)
@example(body=["del a", "b.x(a)"], fails_at=0)
@given(body=bodies(in_method=False), fails_at=st.integers(0, 40))
def test_a_class_and_a_module_do_the_same(body: list[str], fails_at: int) -> None:
    assert_same("\n".join(["class Base: pass", *body]), fails_at)
    if fits_a_class(body):
        assert_same("\n".join(["class Base: pass", "class Body(Base):", *indented(body)]), fails_at)
