"""What Python calls by itself: special methods, and the functions of properties.

A function that is made here announces what it does, whoever calls it. One of C, as in
`__invert__ = list.pop` or `property(len)`, does not, and there is no call of it to be seen.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Iterable, Iterator
from typing import TypeGuard

from grader.policy.names import binds, last_name, root, text_of
from grader.policy.scopes import of_itself
from grader.policy.words import NOT_CALLED

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LEAVING = ("staticmethod", "classmethod", "abstractmethod", "override", "final", "overload")
"""Decorators that leave a method as it is: any other may give Python something else to call."""
_MAKING_TYPES = ("TypeVar", "ParamSpec", "TypeVarTuple", "NewType", "namedtuple", "NamedTuple")


def called_unseen(
    nodes: Iterable[ast.AST], foreign: set[str], local: Container[int]
) -> Iterator[tuple[int, str]]:
    """What Python calls of which the text does not show that it is made here, with the line.

    Args:
        nodes: of a tree.
        foreign: the names that stand for somebody else's things.
        local: the names (by `id`) that stand for variables of a function.

    """
    nodes = [*nodes]
    kept = set(_kept(nodes)) - foreign
    not_evaluated = {
        id(part)
        for node in nodes
        if isinstance(node, _FUNCTIONS)
        for part in of_itself(node)
        if isinstance(part, ast.AnnAssign)
    }
    functions = {node.name for node in nodes if isinstance(node, _FUNCTIONS)}
    others = {
        name for node in nodes if not isinstance(node, _FUNCTIONS) for name in binds(node)
    } | foreign
    made = functions - others

    def is_made(value: ast.expr | None) -> bool:
        if isinstance(value, ast.Name):
            return value.id in made
        return value is None or isinstance(value, ast.Lambda | ast.Constant)

    known = {
        id(target)
        for node in nodes
        if isinstance(node, ast.Assign | ast.AnnAssign) and is_made(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            for part in of_itself(node):
                if id(part) not in known and _gives_special(part):
                    yield getattr(part, "lineno", node.lineno), next(iter(binds(part)))
        elif _is_stored(node) and id(node) not in known:
            yield node.lineno, node.attr
        elif isinstance(note := _annotation(node), ast.expr) and (
            _does_something(note)
            or (id(node) not in not_evaluated and _looks(note, kept, local, foreign))
        ):
            yield note.lineno, f"{text_of(note)} as an annotation"
    if "property" not in others | functions:
        yield from _properties(nodes, is_made)


def _properties(
    nodes: list[ast.AST], is_made: Callable[[ast.expr | None], bool]
) -> Iterator[tuple[int, str]]:
    """The uses of `property` that may make Python call what is not made here."""
    seen: set[int] = set()
    for node in nodes:
        if isinstance(node, _FUNCTIONS):
            seen.update(map(id, node.decorator_list))
        elif isinstance(node, ast.Call) and _is_property(node.func):
            seen.add(id(node.func))
            given = [*node.args, *(k.value for k in node.keywords if k.arg != "doc")]
            if not all(map(is_made, given)):
                yield node.lineno, text_of(node)
    for node in nodes:
        if _is_property(node) and id(node) not in seen:
            yield getattr(node, "lineno", 1), "property as a value"


def _is_property(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "property" and isinstance(node.ctx, ast.Load)


def _gives_special(node: ast.AST) -> bool:
    """Whether *node*, in the body of a class, gives it a special method that is no plain one."""
    if not any(map(_is_special, binds(node))):
        return False
    if isinstance(node, _FUNCTIONS):
        return any(last_name(decorator) not in _LEAVING for decorator in node.decorator_list)
    return True


def _is_stored(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether *node* gives something a special method."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Store):
        return False
    return _is_special(node.attr)


def _annotation(node: ast.AST) -> ast.expr | None:
    if isinstance(node, _FUNCTIONS):
        return node.returns
    return getattr(node, "annotation", None)


def _does_something(annotation: ast.expr) -> bool:
    """Whether *annotation* is more than names: what is done in one is not announced."""
    return any(isinstance(part, ast.Call | ast.NamedExpr) for part in ast.walk(annotation))


def _kept(nodes: list[ast.AST]) -> Iterator[str]:
    """The names of variables that are no types, or given anew, and of attributes (`.name`)."""
    for node in nodes:
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield f".{node.attr}"
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            value = node.value
            is_type = isinstance(value, ast.Call) and last_name(value) in _MAKING_TYPES
            if isinstance(value, _MADE) and not is_type:
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    yield from binds(target)


_MADE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.Call)


def _looks(annotation: ast.expr, kept: set[str], local: Container[int], foreign: set[str]) -> bool:
    """Whether *annotation* looks at what may change: nobody announces that it does."""
    for part in ast.walk(annotation):
        if isinstance(part, ast.Name) and (id(part) in local or part.id in kept):
            return True
        if isinstance(part, ast.Attribute) and f".{part.attr}" in kept:
            first = root(part)
            if not (isinstance(first, ast.Name) and first.id in foreign):
                return True
    return False


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in NOT_CALLED
