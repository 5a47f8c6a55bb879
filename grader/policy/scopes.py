"""Whose variables, and whose methods, the names in a syntax tree are."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from typing import NamedTuple

from grader.policy.names import identifiers
from grader.policy.words import OWN

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
CONSTRUCTORS = ("__init__", "__post_init__")
HANDED_UP = (*CONSTRUCTORS, "__setattr__", "__delattr__")
"""Methods that call those of the same name above them."""


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
