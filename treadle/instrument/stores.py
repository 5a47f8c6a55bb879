"""Which attributes change after their object may have become shared.

A read of an attribute is worth announcing only if something stores it. The plain stores of a
constructor that keeps `self` to itself do not count: nobody else can see the object yet.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from treadle.instrument.scopes import Function, mangle

_CONSTRUCTORS = {"__init__", "__post_init__"}  # the first parameter of __new__ is a shared class
_SETTERS = {"setattr", "delattr", "__setattr__", "__delattr__"}
_OLD_SETTERS = {"setName": "name", "setDaemon": "daemon"}
"""Methods of a `threading.Thread` from before it had properties."""


def stored_names(tree: ast.Module) -> frozenset[str]:
    """Give the names, mangled, of the attributes that are stored or deleted in *tree*.

    Left out are stores `self.x = …` in a *quiet* constructor: one whose `self` is only used to
    store attributes and to load those that it stored, and none of these is called; where no
    constructor is used on what is made already.
    """
    return frozenset(_stores(tree, None, has_quiet=not _makes_anew(tree)))


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
            in_constructor = in_constructor or node.name in _CONSTRUCTORS
        name = getattr(node, "id", "") or (not in_constructor and getattr(node, "attr", ""))
        if name in _CONSTRUCTORS:
            return True
        waiting += [(child, in_constructor) for child in ast.iter_child_nodes(node)]
    return False


def _stores(node: ast.AST, class_name: str | None, *, has_quiet: bool) -> Iterator[str]:
    quiet: set[ast.AST] = set()
    if isinstance(node, ast.ClassDef):
        class_name = node.name
        for member in node.body:
            if has_quiet and isinstance(member, Function) and member.name in _CONSTRUCTORS:
                quiet.update(_quiet_stores(member))
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        child = waiting.pop()
        if isinstance(child, ast.ClassDef):
            yield from _stores(child, class_name, has_quiet=has_quiet)
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


def _quiet_stores(constructor: Function) -> Iterator[ast.Attribute]:
    """The plain stores to the first parameter, if the constructor keeps that to itself."""
    parameters = [*constructor.args.posonlyargs, *constructor.args.args]
    if not parameters:
        return
    this = parameters[0].arg
    harmless: set[ast.AST] = set()
    stores: list[ast.Attribute] = []
    loads: set[str] = set()
    augmented: set[ast.AST] = set()
    for node in ast.walk(constructor):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name == this:
                return
            case ast.Lambda() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() if (
                node is not constructor and _mentions(node, this)
            ):
                return
            case ast.Attribute(value=ast.Name(id=name) as base) if name == this:
                harmless.add(base)
                if isinstance(node.ctx, ast.Store):
                    stores.append(node)
                else:
                    loads.add(node.attr)
            case ast.Name(id=name) if name == this and node not in harmless:
                return
            case ast.AugAssign(target=target):
                augmented.add(target)
    if loads <= {store.attr for store in stores}:  # else it may be a bound method, which holds self
        yield from (store for store in stores if store not in augmented)


def _mentions(tree: ast.AST, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))
