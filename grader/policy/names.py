"""What the names in a syntax tree stand for, as far as the text tells."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from grader.policy.words import OWN

TEXT_CHARACTERS = 100


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


def last_name(node: ast.expr) -> str:
    """The name of a function or a class, without what it is had from; of a call, of what is called.

    Empty if it has none.
    """
    node = node.func if isinstance(node, ast.Call) else node
    return getattr(node, "attr", "") or getattr(node, "id", "")


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
