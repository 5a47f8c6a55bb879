"""Comparisons in checks: a submission's objects do not decide what they are equal to.

A check that says `assert counter.value == 2` asks the object on its left, and an object that was
handed in could answer that it is equal to everything. A canary cannot find that out, for it is an
object, and no change to the check. So the worker loads the checks with each operand of a comparison
looked at first. What Python compares with code of its own may be compared, and what it holds is
looked at as well; an object of a class that was made later than the checks, and brings a comparison
along, may not: the check fails there, and says so.

This is a plugin of pytest (`-p grader.sandbox.comparisons`), in the worker only.
"""

from __future__ import annotations

import ast
import sys
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import (
    CodeType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    WrapperDescriptorType,
)
from typing import Any
from weakref import CallableProxyType, ProxyType

import pytest
from _pytest.assertion.rewrite import rewrite_asserts

NAME = "@compared"
"""What the checks call `compared`; no program can use such a name."""


def _views(made: dict[Any, Any]) -> Iterable[object]:
    return made.keys(), made.values(), made.items()


COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
LOOKED_THROUGH = (*COMPARISONS, "__contains__", "__iter__", "__getitem__")
"""What decides whether something is in a container."""

ATOMS = frozenset(map(id, (int, float, complex, bool, str, bytes, type(None))))
"""Classes are told apart by what they are, for a class of classes may have comparisons as well."""

HOLDERS: list[tuple[type, Callable[[Any], Iterable[object]]]] = [
    (list, list.__iter__),
    (tuple, tuple.__iter__),
    (set, set.__iter__),
    (frozenset, frozenset.__iter__),
    (deque, deque.__iter__),
    (dict, lambda d: (part for pair in dict.items(d) for part in pair)),
    *((type(view), iter) for view in (*_views({}), *_views(OrderedDict()))),
    (slice, lambda s: (s.start, s.stop, s.step)),
]
"""How to come to what an object holds, whatever a class derived from it says."""

GO_BETWEENS = frozenset(map(id, (MappingProxyType, ProxyType, CallableProxyType)))
"""They hand a comparison on to what they stand for."""

TRUSTED = frozenset({"fractions", "pathlib", "treadle"})
"""Modules whose classes compare what they hold, and nothing else; those of the checks do, too."""

_trusted: dict[int, type] = {}
"""The classes of these modules that were there before anybody's code."""

_mro = type.__dict__["__mro__"].__get__
_variables = type.__dict__["__dict__"].__get__
NATIVE = (WrapperDescriptorType, MethodDescriptorType)


class NotComparable(AssertionError):
    """A check was to compare an object that would have decided about it."""


def compared(value: object, names: Sequence[str] = COMPARISONS) -> object:
    """*value*, if neither it nor what it holds brings a comparison of its own along.

    Args:
        value: an operand of a comparison in a check.
        names: of the methods that could decide.

    Raises:
        NotComparable: it does.

    """
    if id(type(value)) in ATOMS:
        return value
    seen = {id(value)}
    todo = [value]
    while todo:
        one = todo.pop()
        kind = type(one)
        if id(kind) in ATOMS:
            continue
        if not _is_plain(kind, names):
            name = type.__dict__["__name__"].__get__(kind)
            raise NotComparable(
                f"an object of the class {name} was handed in, which decides itself what it is "
                "equal to; a check compares plain values only"
            )
        for part in _held(one, kind):
            if id(part) not in seen:
                seen.add(id(part))
                todo.append(part)
    return value


def container(value: object) -> object:
    """*value*, if it cannot say of anything that it is in it; see `compared`."""
    return compared(value, LOOKED_THROUGH)


def _is_plain(kind: type, names: Iterable[str]) -> bool:
    """Whether it is Python itself, or a class that can be trusted, that compares such objects."""
    if id(kind) in _trusted:
        return True
    return id(kind) not in GO_BETWEENS and all(_is_native(kind, name) for name in names)


def _is_native(kind: type, name: str) -> bool:
    owner = next((c for c in _mro(kind) if name in _variables(c)), None)
    if owner is None:
        return True
    method = _variables(owner)[name]
    # A method of another class, or under another name, would do something else.
    return type(method) in NATIVE and method.__objclass__ is owner and method.__name__ == name


def _held(one: object, kind: type) -> Iterable[object]:
    """What a comparison of *one* would go on to."""
    for base, parts in HOLDERS:
        if any(each is base for each in _mro(kind)):
            yield from parts(one)
    if id(kind) in _trusted and not all(_is_native(kind, name) for name in COMPARISONS):
        yield from getattr(one, "__dict__", {}).values()
        for owner in _mro(kind):
            for member in _variables(owner).values():
                if isinstance(member, MemberDescriptorType):
                    yield getattr(one, member.__name__, None)


class _Rewriter(ast.NodeTransformer):
    """Puts a call around the operands of comparisons."""

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        self.generic_visit(node)
        operators = [None, *node.ops, None]
        operands = [node.left, *node.comparators]
        node.left, *node.comparators = [
            _around(operand, before, after)
            for operand, before, after in zip(operands, operators, operators[1:], strict=False)
        ]
        return node


def _around(operand: ast.expr, before: ast.cmpop | None, after: ast.cmpop | None) -> ast.expr:
    """A call around *operand*, which stands between these two operators, if there need be one."""
    identity = (ast.Is, ast.IsNot, type(None))
    if isinstance(before, identity) and isinstance(after, identity):
        return operand
    if isinstance(operand, ast.Constant) or _is_of_pytest(operand):
        return operand
    name = f"{NAME} in" if isinstance(before, ast.In | ast.NotIn) else NAME
    call = ast.Call(ast.Name(name, ast.Load()), [operand], [])
    return ast.fix_missing_locations(ast.copy_location(call, operand))


def _is_of_pytest(operand: ast.expr) -> bool:
    """Whether it is `locals()`, which a rewritten assertion looks into."""
    function = operand.func if isinstance(operand, ast.Call) else None
    root = function.value if isinstance(function, ast.Attribute) else None
    return isinstance(root, ast.Name) and root.id == "@py_builtins"


class Loader(SourceFileLoader):
    """Loads a file of checks, and never what somebody has compiled."""

    config: pytest.Config

    def get_code(self, fullname: str) -> CodeType:
        """The code of the checks, as pytest makes it, with what is compared looked at."""
        source = self.get_data(self.path)
        tree = ast.parse(source, self.path)
        rewrite_asserts(tree, source, self.path, self.config)
        return compile(_Rewriter().visit(tree), self.path, "exec", dont_inherit=True)

    def exec_module(self, module: Any) -> None:
        """Execute it."""
        vars(module).update({NAME: compared, f"{NAME} in": container})
        super().exec_module(module)


class Finder:
    """Finds files of checks where pytest looks for them; goes before pytest's own."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder`."""
        if not name.rpartition(".")[2].startswith("test_"):
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(name, spec.loader.path)
            spec.loader.config = self._config
        return spec


def pytest_sessionstart(session: pytest.Session) -> None:
    """Be asked before the finder of pytest."""
    sys.meta_path.insert(0, Finder(session.config))


def pytest_collection_finish() -> None:
    """Note which classes are trusted, before anybody's code is there."""
    checks = {
        name
        for name, m in sys.modules.items()
        if isinstance(getattr(m, "__loader__", None), Loader)
    }
    todo: list[type] = [object]
    while todo:
        found: list[type] = type.__subclasses__(todo.pop())
        for each in found:
            todo.append(each)
            module = str(_variables(each).get("__module__"))
            if module.partition(".")[0] in TRUSTED or module in checks:
                _trusted[id(each)] = each
