"""What the names in a syntax tree stand for, as far as the text tells."""

from __future__ import annotations

import ast
import importlib
import os
from collections.abc import Container, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import NamedTuple

from grader.policy.words import KNOWN, OWN

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
TEXT_CHARACTERS = 100
CONSTRUCTORS = ("__init__", "__post_init__")
HANDED_UP = (*CONSTRUCTORS, "__setattr__", "__delattr__")
"""Methods that call those of the same name above them."""


def root(node: ast.expr) -> ast.expr:
    """What a chain of attributes and items begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node


def roots(node: ast.expr) -> Iterator[str]:
    """The names that such chains, one or several of them in *node*, begin with."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        for part in node.elts:
            yield from roots(part)
    elif isinstance(node, ast.Attribute | ast.Name) and isinstance(first := root(node), ast.Name):
        yield first.id


def text_of(node: ast.AST) -> str:
    """The text of *node*, as far as it can be shown in a line."""
    try:
        text = ast.unparse(node)
    except (ValueError, RecursionError):  # a number too long to be written, nesting too deep
        return "what cannot be shown"
    return text if len(text) <= TEXT_CHARACTERS else text[:TEXT_CHARACTERS] + "…"


def links(node: ast.expr) -> Iterator[str]:
    """The attributes in such a chain."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.value


def _is_call_of(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def is_type(node: ast.expr) -> bool:
    """Whether it is `type(…)`."""
    return _is_call_of(node, "type")


def is_super(node: ast.expr) -> bool:
    """Whether it is `super(…)`."""
    return _is_call_of(node, "super")


def binds(node: ast.AST) -> Iterable[str]:
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


def defined(node: ast.AST) -> Iterator[str]:
    """The attributes that *node* gives objects of the classes that are made here."""
    if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        if isinstance(node.value, ast.Name) and node.value.id in OWN:
            yield node.attr
    elif isinstance(node, ast.Assign) and "__slots__" in binds(node.targets[0]):
        for part in ast.walk(node.value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def assignments(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
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


def identifiers(node: ast.AST) -> Iterator[str]:
    """The names that stand in *node* itself, whatever for."""
    if isinstance(node, ast.Constant):
        return
    for _, value in ast.iter_fields(node):
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (part for part in value if isinstance(part, str))


def modules(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The names by which *node* imports modules, with the names of these."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (top, top)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            if found := module_in(node.module, alias.name):
                yield alias.asname or alias.name, found


@cache
def module_in(module: str, name: str) -> str:
    """The name of the module that *module* has under the attribute *name*; empty if it is none."""
    if module.partition(".")[0] not in KNOWN:
        return ""
    try:
        package = importlib.import_module(module)
        found = getattr(package, name, None)
        if found is None and hasattr(package, "__path__"):  # if nobody has imported it yet
            return f"{module}.{name}" if find_spec(f"{module}.{name}") else ""
    except ImportError:
        return ""
    if found is os.path:
        return "os.path"  # which has another name on each system
    return found.__name__ if isinstance(found, ModuleType) else ""


@cache
def brought_by(module: str) -> frozenset[str]:
    """The names that `from module import *` brings, as far as the module is known."""
    if module.partition(".")[0] not in KNOWN:
        return frozenset()
    try:
        found = vars(importlib.import_module(module))
    except ImportError:
        return frozenset()
    return frozenset(found.get("__all__", (name for name in found if name[0] != "_")))


class _Scope(NamedTuple):
    """The variables of a function, and of those around it; no copy, as there may be many."""

    own: frozenset[str]
    given_away: frozenset[str]
    outer: _Scope | None

    def has(self, name: str) -> bool:
        """Whether *name* stands for one of them."""
        scope: _Scope | None = self
        while scope is not None:
            if name in scope.given_away:
                return False
            if name in scope.own:
                return True
            scope = scope.outer
        return False


def of_functions(tree: ast.AST) -> set[int]:
    """The names (by `id`) that stand for variables of a function around them, and nothing else."""
    found: set[int] = set()
    todo: list[tuple[ast.AST, _Scope | None]] = [(tree, None)]
    while todo:
        node, scope = todo.pop()
        if isinstance(node, ast.Name) and scope is not None and scope.has(node.id):
            found.add(id(node))
        inside = scope
        outside: set[int] = set()
        if isinstance(node, FUNCTIONS):
            inside = _Scope(frozenset(_variables(node)), frozenset(_given_away(node)), scope)
            body = node.body if isinstance(node.body, list) else [node.body]
            outside = {id(child) for child in ast.iter_child_nodes(node)} - set(map(id, body))
        todo += [
            (child, scope if id(child) in outside else inside)
            for child in ast.iter_child_nodes(node)
        ]
    return found


def _variables(function: ast.AST) -> Iterator[str]:
    for node in of_itself(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _given_away(function: ast.AST) -> Iterator[str]:
    for node in of_itself(function):
        if isinstance(node, ast.Global):
            yield from node.names


def of_itself(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of *function* that are not of a scope in it."""
    todo = [*ast.iter_child_nodes(function)]
    scopes = (*FUNCTIONS, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, scopes):
            todo += ast.iter_child_nodes(node)


def is_given_anew(name: str, function: ast.AST) -> bool:
    """Whether *name*, a parameter of *function*, is made to stand for something else there."""
    parameters = (id(node) for node in ast.walk(function) if isinstance(node, ast.arg))
    return name in _given(function, frozenset(parameters))


def _given(function: ast.AST, known: Container[int]) -> set[str]:
    """The names that get a meaning in *function*, other than by the nodes (by `id`) *known*."""
    return {
        name
        for node in ast.walk(function)
        if id(node) not in known and not isinstance(node, ast.Attribute | ast.keyword)
        if not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        for name in identifiers(node)
    }


def _without_inner(function: ast.AST, first: str) -> Iterator[ast.AST]:
    """The nodes of *function*, but for those of functions in it with a *first* of their own."""
    todo = [*ast.iter_child_nodes(function)]
    while todo:
        node = todo.pop()
        if not (isinstance(node, FUNCTIONS) and first in _parameters(node)):
            yield node
            todo += ast.iter_child_nodes(node)


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    return {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}


def makes_new(node: ast.AST) -> bool:
    """Whether *node* is a `__new__` that gives nothing but what was made in it."""
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return False
    names = _made(node)
    return all(
        _is_made(part.value) or (isinstance(part.value, ast.Name) and part.value.id in names)
        for part in ast.walk(node)
        if isinstance(part, ast.Return)
    )


def _made(maker: ast.FunctionDef) -> set[str]:
    """The names that stand for an object that is made in *maker*, and for nothing else."""
    made = {
        id(target): target.id
        for part in ast.walk(maker)
        if isinstance(part, ast.Assign) and _is_made(part.value)
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    return set(made.values()) - _given(maker, made)


def _is_made(value: ast.expr | None) -> bool:
    """Whether it is `super().__new__(…)`, or that of another class."""
    function = value.func if isinstance(value, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == "__new__"


def handed_up(node: ast.AST) -> Iterator[int]:
    """The uses (by `id`) of the method that *node* is, if it is one, in that method itself."""
    if isinstance(node, ast.FunctionDef) and node.name in HANDED_UP:
        if any(is_given_anew(each.arg, node) for each in node.args.args[:1]):
            return  # `super()` goes by what stands there
        for part in of_itself(node):
            if isinstance(part, ast.Attribute) and part.attr == node.name:
                yield id(part)


def own(node: ast.AST) -> Iterator[int]:
    """The names (by `id`) that stand for the object or the class whose method they are in."""
    for method in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            first = next((a.arg for a in (*method.args.posonlyargs, *method.args.args)), "")
            names = _made(method) if isinstance(method, ast.FunctionDef) else set()
            if first in OWN and not is_given_anew(first, method):
                names.add(first)
            for name in _without_inner(method, first):
                if isinstance(name, ast.Name) and name.id in names:
                    yield id(name)


def harmless_types(node: ast.AST) -> Iterator[int]:
    """The uses (by `id`) of what may be the name `type` in *node* that make no class."""
    if isinstance(node, ast.Call):
        yield id(node.func)  # what it is given is another question
        if isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass"):
            yield from (id(part) for given in node.args[1:] for part in ast.walk(given))
    elif isinstance(node, ast.Subscript):
        yield id(node.value)
    elif isinstance(node, ast.Compare):
        yield from map(id, (node.left, *node.comparators))
    elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield from map(id, ast.walk(node.annotation))
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
        yield from map(id, ast.walk(node.returns))
