"""Which constructors let nobody else see the object that they make."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator

from treadle.instrument.scopes import Function

CONSTRUCTORS = {"__init__", "__post_init__"}  # the first parameter of __new__ is a shared class


def quiet_constructors(tree: ast.Module) -> Iterator[Function]:
    """Give the constructors of *tree* that keep their object to themselves.

    Whom one calls by `super()` its text does not tell: an object of a later class may have it call
    a class beside its own. So all classes of its family have to be quiet then, and to be known.
    """
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    imported = frozenset(_imported_from_python(tree))
    setting = frozenset(_names_that_set(tree, classes))
    loud: set[str] = set()
    alone: list[tuple[str, Function]] = []
    for cls in classes:
        bases = [_root(base) for base in cls.bases]
        known = {*imported, *(other.name for other in classes)}
        strange = any(base not in known and not hasattr(builtins, base) for base in bases)
        if strange:
            loud.add(cls.name)
        for member in cls.body:
            if not isinstance(member, Function) or member.name not in CONSTRUCTORS:
                continue
            if strange or member.decorator_list or not _keeps_it(member, setting):
                loud.add(cls.name)
                continue
            alone.append((cls.name, member))
            if not bases and _mentions(member, "super"):  # it is there for who is beside it
                loud.add(cls.name)
    family = _families(classes)
    loud_families = {family[name] for name in loud}
    for name, constructor in alone:
        if family[name] not in loud_families or not _mentions(constructor, "super"):
            yield constructor


def plain_stores(constructor: Function) -> Iterator[ast.Attribute]:
    """Give the stores of *constructor* to the attributes of its object, but for `self.x += …`."""
    this = _this(constructor)
    changed = {node.target for node in ast.walk(constructor) if isinstance(node, ast.AugAssign)}
    for node in ast.walk(constructor):
        match node:
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store()) if name == this:
                if node not in changed:
                    yield node


def _keeps_it(constructor: Function, setting: frozenset[str]) -> bool:
    """Whether *constructor* shows its object to nobody, but to whom it calls by `super()`."""
    this = _this(constructor)
    own: set[ast.AST] = set()
    stores: set[str] = set()
    loads: set[str] = set()
    for node in ast.walk(constructor):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name == this:
                return False
            case (
                ast.Lambda()
                | ast.FunctionDef()
                | ast.AsyncFunctionDef()
                | ast.ClassDef()
                | ast.GeneratorExp()
            ) if node is not constructor and this is not None and _mentions(node, this):
                return False
            case ast.Attribute(value=ast.Name(id=name) as base) if name == this:
                own.add(base)
                (stores if isinstance(node.ctx, ast.Store) else loads).add(node.attr)
            case ast.Name(id=name) if name == this and node not in own:
                return False
    # What it loads and has not stored may be a bound method, which holds it.
    return loads <= stores and not stores & setting


def _this(constructor: Function) -> str | None:
    parameters = [*constructor.args.posonlyargs, *constructor.args.args]
    return parameters[0].arg if parameters else None


def _mentions(tree: ast.AST, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))


def _names_that_set(tree: ast.Module, classes: list[ast.ClassDef]) -> Iterator[str]:
    """The names of properties and other descriptors: who stores to one calls a method."""
    makers = {"property"}
    if any(isinstance(n, ast.FunctionDef) and n.name == "__set__" for n in ast.walk(tree)):
        makers |= {cls.name for cls in classes}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name, decorator_list=[*_, ast.Attribute(attr="setter")]):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as made):
                if _root(made) in makers:
                    yield name


def _imported_from_python(tree: ast.Module) -> Iterator[str]:
    """The names that stand for modules of the standard library, or for what is in them."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                for alias in aliases:
                    root = alias.name.partition(".")[0]
                    if root in sys.stdlib_module_names:
                        yield alias.asname or root
            case ast.ImportFrom(module=str(module), names=aliases, level=0):
                if module.partition(".")[0] in sys.stdlib_module_names:
                    yield from (alias.asname or alias.name for alias in aliases)


def _root(base: ast.expr) -> str:
    """The name that the expression of a base begins with: of `futures.Future[int]`, `futures`."""
    while True:
        match base:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                base = inner
            case ast.Name(id=name):
                return name
            case _:
                return ""


def _families(classes: list[ast.ClassDef]) -> dict[str, str]:
    """For the name of each class, one that stands for all that are related to it."""
    family = {cls.name: cls.name for cls in classes}
    for cls in classes:
        for base in cls.bases:
            one, other = family[cls.name], family.get(_root(base))
            if other is not None and one != other:
                family = {name: one if f == other else f for name, f in family.items()}
    return family
