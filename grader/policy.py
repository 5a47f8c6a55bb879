"""The policy: what a submission must not contain, looked for in its text before anything runs.

Student code and check share a process (see `docs/grading.md`), so code that reaches for the
interpreter's inside can reach the check. The policy finds such reaching in the syntax tree. It is
no proof of guilt: what it finds is *rejected*, waits for a person, and is never a 0.

It is made for each exercise from the kit's own answers: whatever one of them does is allowed there.
So an exercise on processes may import `os`, and one on threads may not.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HARMLESS = _words("""
    __future__ abc array bisect collections concurrent contextlib copy dataclasses datetime decimal
    enum fractions functools heapq itertools math numbers queue random re statistics string textwrap
    threading time typing
""")
"""Modules that every exercise may import: pure, or what threads need."""

MODULES = _words("""
    ast atexit bdb builtins ctypes dis gc greenlet grader importlib inspect io linecache marshal
    mmap os pickle posix pytest _pytest runpy signal socket subprocess sys traceback treadle types
    warnings weakref
""")
"""Modules that are not to be had as an attribute of another one, either."""

CALLS = _words("eval exec compile __import__ globals locals vars breakpoint open input memoryview")
"""Built-in functions; only as a name, for `re.compile` is another."""

FROM_OBJECTS = _words("""
    __base__ __bases__ __builtins__ __closure__ __code__ __defaults__ __func__ __getattribute__
    __globals__ __import__ __kwdefaults__ __loader__ __mro__ mro __path__ __reduce__ __reduce_ex__
    __self__ __spec__ __subclasses__ __wrapped__ __file__ __traceback__
""")
"""Ways from an object to all others."""

FROM_FRAMES = _words("""
    _getframe _getframemodulename _current_frames _current_exceptions f_back f_globals f_locals
    f_builtins f_code f_trace tb_frame tb_next gi_frame gi_code cr_frame cr_code ag_frame ag_code
""")
"""Ways from a frame to the one that called it."""

HOOKS = _words("""
    settrace settrace_all_threads setprofile setprofile_all_threads addaudithook meta_path
    path_hooks path_importer_cache
""")
"""Ways to be called by the interpreter."""

COMPARISONS = _words("""
    __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __instancecheck__ __subclasscheck__
""")
"""With these an object can be equal to whatever a check expects."""

INSIDE = FROM_OBJECTS | FROM_FRAMES | HOOKS | COMPARISONS
"""Names that are not to be used, whatever they are names of, nor to be defined."""

BY_NAME = {"getattr": 1, "setattr": 1, "delattr": 1, "hasattr": 1, "attrgetter": 0}
"""Functions that take the name of an attribute, and at which position."""

OF_SYS = frozenset({"modules", "path", "monitoring", "stdout", "stderr", "__stdout__"})
IN_TEXT = re.compile("|".join(sorted(name for name in INSIDE if name.startswith("__"))))
"""Such a name in a text, which may become code or the name of an attribute."""
OWN = frozenset({"self", "cls"})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that the policy does not like.

    Attributes:
        line: where, from 1.
        what: what it is, as one would name it: `import os`, `__globals__`, …
        why: what is to be said of it.

    """

    line: int
    what: str
    why: str

    def __str__(self) -> str:
        """The sentence that a person reads."""
        return f"line {self.line}: {self.what}: {self.why}"


def allowed(folder: Path, module: str) -> frozenset[str]:
    """What the kit's own answers to the exercise in *folder* do: all of that is allowed in it.

    Args:
        folder: the exercise, `exercises/NN_topic` of its kit.
        module: the file that a student edits.

    """
    home = folder.parents[1]
    files = [
        *sorted((home / "tests" / "answers" / folder.name).glob("*/*.py")),
        folder.parent / ".shipped" / folder.name / module,
        home / "solutions" / folder.name / module,
    ]
    found: set[str] = set()
    for file in files:
        with suppress(OSError):
            found.update(finding.what for finding in findings(file.read_bytes()))
    return frozenset(found)


def violation(source: bytes, allowed: frozenset[str]) -> Finding | None:
    """The first thing in *source* that the policy does not like and that is not *allowed*."""
    return min((f for f in findings(source) if f.what not in allowed), default=None)


def findings(source: bytes) -> list[Finding]:
    """All that the policy does not like in *source*; nothing if it is no Python that could run."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    except (RecursionError, MemoryError):
        return [Finding(1, "nesting", "this is nested too deeply to be read")]
    if encoding not in ("utf-8", "utf-8-sig"):
        return [Finding(1, f"coding: {encoding}", "only UTF-8 is read")]
    return list(_Reader(tree).findings())


class _Reader:
    """What is to be said of one syntax tree."""

    def __init__(self, tree: ast.Module) -> None:
        self._nodes = list(ast.walk(tree))
        self._modules = {
            alias.asname or alias.name.partition(".")[0]
            for node in self._nodes
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        self._foreign = self._modules | {
            alias.asname or alias.name
            for node in self._nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        self._bound = {
            name for node in self._nodes for name in _binds(node) if name not in self._foreign
        }
        self._add_aliases()
        self._roots: set[int] = set()
        self._called: dict[int, ast.Call] = {}
        for node in self._nodes:
            if isinstance(node, ast.Attribute):
                self._roots.add(id(node.value))
            elif isinstance(node, ast.Call):
                self._called[id(node.func)] = node

    def _add_aliases(self) -> None:
        """Find the names that stand for what was imported: `R = random.Random`."""
        pairs = [pair for node in self._nodes for pair in _assignments(node)]
        while True:
            more = {
                name
                for name, value in pairs
                if name not in self._foreign and name not in OWN and self._is_foreign(value)
            }
            if not more:
                return
            self._foreign |= more

    def _is_foreign(self, value: ast.expr) -> bool:
        """Whether *value* is, or holds, somebody else's module or class; a call makes a thing."""
        if isinstance(value, ast.Tuple | ast.List | ast.Set):
            return any(map(self._is_foreign, value.elts))
        if isinstance(value, ast.Attribute | ast.Name):
            root = _root(value)
            return isinstance(root, ast.Name) and root.id in self._foreign
        return _is_type(value) and not _is_own(value)

    def findings(self) -> Iterator[Finding]:
        """Everything, in the order of the walk."""
        for node in self._nodes:
            line = getattr(node, "lineno", 1)
            for what, why in self._of(node):
                yield Finding(line, what, why)

    def _of(self, node: ast.AST) -> Iterator[tuple[str, str]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _imported(alias.name)
        elif isinstance(node, ast.ImportFrom):
            yield from _imported("." if node.level else node.module or ".")
            for alias in node.names:
                yield from self._had_of(node.module or "", alias.name)
                if alias.asname and alias.name in BY_NAME:
                    yield alias.name, "it gets at attributes under another name"
        elif isinstance(node, ast.Attribute):
            yield from self._attribute(node)
        elif isinstance(node, ast.Name):
            yield from self._name(node)
        elif isinstance(node, ast.Subscript):
            if not isinstance(node.ctx, ast.Load) and self._is_foreign(node.value):
                yield ast.unparse(node), "it changes what is not its own"
        elif isinstance(node, ast.Constant):
            for name in IN_TEXT.findall(node.value) if isinstance(node.value, str) else ():
                yield name, "the name of a way into the interpreter"
        elif isinstance(node, ast.MatchClass):
            for name in node.kwd_attrs:
                yield from _inside(name)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _inside(node.name)
        elif isinstance(node, ast.Call) and _is_type(node) and len(node.args) > 1:
            yield "type(…, …, …)", "it makes a class that cannot be read"

    def _attribute(self, node: ast.Attribute) -> Iterator[tuple[str, str]]:
        yield from _inside(node.attr)
        root = _root(node)
        name = root.id if isinstance(root, ast.Name) else ""
        if name in self._modules and isinstance(node.value, ast.Name):
            yield from self._had_of(name, node.attr)
        if node.attr in BY_NAME:
            yield from self._by_name(node.attr, node)
        if node.attr == "__dict__" and name != "self":
            yield "__dict__", "it gets at attributes under another name"
        if node.attr in ("__setattr__", "__delattr__"):
            call = self._called.get(id(node))
            first = call.args[0] if call and call.args else None
            if not (isinstance(first, ast.Name) and first.id == "self") and not _is_super(root):
                yield node.attr, "it changes what is not its own"
        if isinstance(node.ctx, ast.Load):
            return
        is_free = isinstance(root, ast.Name) and name not in self._bound and name not in OWN
        if node.attr == "__class__" or is_free or name in self._foreign or _is_type(root):
            if not _is_own(root):
                yield ast.unparse(node), "it changes what is not its own"
        elif "__class__" in _links(node) and name not in OWN:
            yield ast.unparse(node), "it changes what is not its own"

    def _name(self, node: ast.Name) -> Iterator[tuple[str, str]]:
        yield from _inside(node.id)
        if not isinstance(node.ctx, ast.Load) or node.id in self._bound:
            return
        if node.id in CALLS:
            yield node.id, "no exercise needs it, and it reaches everything"
        elif node.id in BY_NAME:
            yield from self._by_name(node.id, node)
        elif (
            node.id in self._modules and node.id not in self._bound and id(node) not in self._roots
        ):
            yield f"{node.id} as a value", "a module is passed along"

    def _by_name(self, function: str, node: ast.expr) -> Iterator[tuple[str, str]]:
        """What there is to say of the use of a function that takes an attribute's name."""
        call = self._called.get(id(node))
        at = BY_NAME[function]
        given = call.args[at] if call and len(call.args) > at else None
        if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
            yield function, "it gets at an attribute whose name cannot be read"
            return
        for name in given.value.split("."):
            yield from _inside(name)
        assert call is not None
        if function in ("setattr", "delattr") and self._is_foreign(call.args[0]):
            yield f"{function} of {ast.unparse(call.args[0])}", "it changes what is not its own"

    def _had_of(self, module: str, name: str) -> Iterator[tuple[str, str]]:
        """What there is to say of getting *name* from *module*."""
        if name.startswith("_") and not name.endswith("__") and name != "_exit":
            yield f"{module}.{name}", "it is not for others to use"
        elif name in MODULES and name != module:
            yield from _imported(name)
        elif module == "sys" and name in OF_SYS:
            yield f"sys.{name}", "it belongs to the interpreter, which runs the checks, too"
        if name in INSIDE:
            yield name, "it leads into the interpreter"


def _imported(name: str) -> Iterator[tuple[str, str]]:
    top = name.partition(".")[0] or "."
    if top not in HARMLESS:
        yield f"import {top}", "none of the kit's answers to this exercise needs it"


def _inside(name: str) -> Iterator[tuple[str, str]]:
    if name in INSIDE:
        yield name, "it leads into the interpreter, or makes comparisons come out at will"


def _root(node: ast.expr) -> ast.expr:
    """What a chain of attributes and items begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node


def _links(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.value


def _is_call_of(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _is_type(node: ast.expr) -> bool:
    return _is_call_of(node, "type")


def _is_super(node: ast.expr) -> bool:
    return _is_call_of(node, "super")


def _is_own(node: ast.expr) -> bool:
    """Whether this is `type(self)`."""
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return isinstance(argument, ast.Name) and argument.id in OWN


def _binds(node: ast.AST) -> Iterable[str]:
    """The names that *node* gives a value to, other than by an import."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        return [node.name]
    return []


def _assignments(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The names that *node* gives a value to, with the value (or what holds it)."""
    targets: list[ast.expr] = []
    value: ast.expr | None = None
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr | ast.For):
        targets = [node.target]
        value = node.iter if isinstance(node, ast.For) else node.value
    elif isinstance(node, ast.arguments):
        with_default = [*node.posonlyargs, *node.args][::-1]
        yield from ((a.arg, d) for a, d in zip(with_default, node.defaults[::-1], strict=False))
        yield from ((a.arg, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True) if d)
    if value is not None:
        for target in targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                    yield part.id, value
