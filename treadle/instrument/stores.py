"""Which attributes change after their object may have become shared.

A read of an attribute is worth announcing only if something stores it. The plain stores of a
constructor that keeps `self` to itself do not count: nobody else can see the object yet.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from treadle.instrument.constructors import CONSTRUCTORS, plain_stores, quiet_constructors
from treadle.instrument.scopes import Function, mangle

_SETTERS = {"setattr", "delattr", "__setattr__", "__delattr__"}
_OLD_SETTERS = {"setName": "name", "setDaemon": "daemon"}
"""Methods of a `threading.Thread` from before it had properties."""


def stored_names(tree: ast.Module) -> frozenset[str]:
    """Give the names, mangled, of the attributes that are stored or deleted in *tree*.

    Left out are stores `self.x = …` in a *quiet* constructor: one whose `self` is only used to
    store attributes and to load those that it stored, and none of these is called; where no
    constructor is used on what is made already, and who is called by `super()` is as quiet.
    """
    quiet: set[ast.AST] = set()
    if not _makes_anew(tree):
        for constructor in quiet_constructors(tree):
            quiet.update(plain_stores(constructor))
    return frozenset(_stores(tree, None, quiet))


def _makes_anew(tree: ast.Module) -> bool:
    """Whether a constructor may come upon an object that others can see already.

    So it is if a `__new__` may give one, or if it is called by its name other than by another.
    """
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, in_constructor = waiting.pop()
        if isinstance(node, Function):
            if node.name == "__new__":
                return True
            in_constructor = in_constructor or node.name in CONSTRUCTORS
        name = getattr(node, "id", "") or (not in_constructor and getattr(node, "attr", ""))
        if name in CONSTRUCTORS:
            return True
        waiting += [(child, in_constructor) for child in ast.iter_child_nodes(node)]
    return False


def _stores(node: ast.AST, class_name: str | None, quiet: set[ast.AST]) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        class_name = node.name
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        child = waiting.pop()
        if isinstance(child, ast.ClassDef):
            yield from _stores(child, class_name, quiet)
            continue
        if isinstance(child, ast.Attribute):
            if not isinstance(child.ctx, ast.Load) and child not in quiet:
                yield mangle(child.attr, class_name)
        elif isinstance(child, ast.Call):
            yield from _set_by_call(child)
        waiting.extend(ast.iter_child_nodes(child))


def _set_by_call(call: ast.Call) -> Iterator[str]:
    """The name in `setattr(x, "name", …)` or `object.__setattr__(x, "name", …)`."""
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", None)
    if name in _OLD_SETTERS:
        yield _OLD_SETTERS[name]
    if name in _SETTERS:
        for argument in call.args[:2]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
