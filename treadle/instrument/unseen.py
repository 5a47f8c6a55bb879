"""What a program may use that no hook sees: what its text tells of that, before it is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from treadle.instrument.methods import COMPARING, LOGGING
from treadle.instrument.scopes import mangle

_EVERYTHING = frozenset({"*"})

_NAMES = frozenset({"__del__", "__subclasses__", "__notes__", "add_note", "gi_frame", "gi_running"})
"""What asks who dropped an object last, or for what Python changes by itself."""

_OF_MODULES = {
    "abc": frozenset({"get_cache_token"}),
    "contextlib": frozenset({"redirect_stderr", "redirect_stdout"}),
    "ctypes": frozenset({"POINTER", "addressof", "byref", "cast", "memmove", "memset", "pointer"}),
    "decimal": frozenset({"flags", "setcontext", "traps"}),
    "functools": frozenset({"singledispatchmethod"}),
    "io": frozenset(
        {"BufferedRWPair", "BufferedRandom", "BufferedReader", "BufferedWriter", "TextIOWrapper"}
    ),
    "re": frozenset({"purge"}),
    "sys": frozenset({"getrefcount", "intern"}),
    "typing": frozenset({"clear_overloads", "dataclass_transform", "get_overloads"}),
    "warnings": frozenset({"catch_warnings"}),
    "weakref": _EVERYTHING,
}
"""The same of modules: what reaches an object by way of another, or sets what all look at."""

_SET = frozenset({"__bases__", "__class__", "stderr", "stdout"})
"""Attributes that somebody else may go by who does not ask for them."""

_KEPT_BY_LIBRARY = frozenset({"buffer", "handlers", "hasHandlers", "filters"})
"""What `logging` keeps in its objects, of which it announces only the locks."""

_CHANGING = {
    "bisect": frozenset({"insort", "insort_left", "insort_right"}),
    "bytearray": _EVERYTHING,
    "deque": _EVERYTHING,
    "dict": _EVERYTHING,
    "heapq": frozenset({"heapify", "heappop", "heappush", "heappushpop", "heapreplace"}),
    "list": _EVERYTHING,
    "operator": frozenset({"delitem", "iadd", "iconcat", "setitem"}),
    "set": _EVERYTHING,
}
"""Functions of C that reach into a collection, and are seen only where the program calls them."""

_COMPARING = frozenset(name for name in COMPARING if name.startswith("__"))
"""Methods that read all attributes of a dataclass, by code that nobody has instrumented."""

_SETTERS = {"__delattr__": 1, "__setattr__": 2}
"""Methods that set attributes, and with how many arguments if it is those of the object itself."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_HAVING_VARIABLES = (*_FUNCTIONS, *_COMPREHENSIONS, ast.ClassDef)
"""What has variables of its own."""


class Unseen(NamedTuple):
    """What no hook sees of what a module does, and on which line; 0 if that is all of it."""

    what: str
    line: int


def what_is_unseen(tree: ast.Module, stored: frozenset[str] = frozenset()) -> Unseen | None:
    """The first that the module *tree*, which stores these attributes, does and no hook sees."""
    found = [*_of_names(tree), *_of_syntax(tree, stored)]
    return min(found, key=lambda one: one.line, default=None)


def _of_syntax(tree: ast.Module, stored: frozenset[str]) -> Iterator[Unseen]:
    """What is told by the way in which something is used."""
    seen = _seen(tree) | _variables(tree, "next")
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=given):
                if len(given) == _SETTERS.get(name) and id(node) not in seen:
                    yield Unseen(f"what {name} sets", node.lineno)
            case ast.ImportFrom(module="logging", names=aliases):
                for alias in aliases:
                    if alias.name in LOGGING:
                        yield Unseen(f"logging by {alias.name} without its module", node.lineno)
            case ast.Name(id="next", ctx=ast.Load()) if id(node) not in seen:
                yield Unseen("calling next where it is handed on", node.lineno)
            case ast.comprehension(target=target):
                if any(isinstance(part, ast.Subscript) for part in ast.walk(target)):
                    yield Unseen("setting items in a comprehension", target.lineno)
            case ast.ClassDef() if _is_key_that_changes(node, stored):
                yield Unseen(f"looking for a {node.name} by what may change", node.lineno)
        if isinstance(node, ast.Attribute) and id(node) not in seen:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            changing = _CHANGING.get(owner, frozenset())
            if changing is _EVERYTHING or node.attr in changing:
                yield Unseen(f"calling {owner}.{node.attr} where it is handed on", node.lineno)
            elif node.attr in _COMPARING:
                yield Unseen(f"calling {node.attr} where it is handed on", node.lineno)
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()) if name in _SET:
                yield Unseen(f"what setting {name} does to others", node.lineno)


def _of_names(tree: ast.Module) -> Iterator[Unseen]:
    """What is told by the names alone."""
    names: dict[str, int] = {}
    modules: dict[str, int] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.Attribute(attr=name):
                names.setdefault(name, node.lineno)
            case ast.Import(names=aliases):
                for alias in aliases:
                    modules.setdefault(alias.name.partition(".")[0], node.lineno)
            case ast.ImportFrom(module=str(module), names=aliases):
                modules.setdefault(module.partition(".")[0], node.lineno)
                for alias in aliases:
                    names.setdefault(alias.name, node.lineno)
    yield from (Unseen(f"what {n} does", names[n]) for n in names if n in _NAMES)
    for module, unseen in {**_OF_MODULES, "logging": _KEPT_BY_LIBRARY}.items():
        if module in modules and unseen is _EVERYTHING:
            yield Unseen(f"what {module} does", modules[module])
        elif module in modules:
            yield from (Unseen(f"what {n} does ({module})", names[n]) for n in names if n in unseen)


def _is_key_that_changes(cls: ast.ClassDef, stored: frozenset[str]) -> bool:
    """Whether code of *cls* that looks for its objects in a set or dict reads what may change.

    That code runs in the midst of one call of C, after the step that stands for it.
    """
    own = {f.name: f for f in cls.body if isinstance(f, ast.FunctionDef)}
    if any(k.arg == "unsafe_hash" for d in cls.decorator_list for k in getattr(d, "keywords", ())):
        fields = {ast.unparse(f.target) for f in cls.body if isinstance(f, ast.AnnAssign)}
        return bool(fields & stored)
    if "__hash__" not in own:
        return False
    looking = [own["__hash__"], own.get("__eq__", own["__hash__"])]
    for node in (node for function in looking for node in ast.walk(function)):
        match node:
            case ast.With() | ast.Call(func=ast.Attribute(value=ast.Name(id="self"))):
                return True
            case ast.Attribute(attr=name) if mangle(name, cls.name) in stored:
                return True
    return False


def _seen(tree: ast.Module) -> set[int]:
    """By `id`: functions that are called right away, and setters that only hand on."""
    seen: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="partial") | ast.Attribute(attr="partial"), args=given):
                seen |= {id(node.func), *map(id, given[:1])}
            case ast.Call():
                seen.add(id(node.func))
            case ast.FunctionDef(name=name) if name in _SETTERS:
                seen |= {id(inner) for inner in ast.walk(node) if isinstance(inner, ast.Call)}
    return seen


def _variables(tree: ast.Module, name: str) -> set[int]:
    """By `id`: where *name* is read in a function that has a variable of that name, or within."""
    found: set[int] = set()
    for function in ast.walk(tree):
        if isinstance(function, _FUNCTIONS):
            body = function.body if isinstance(function.body, list) else [function.body]
            own = [*ast.walk(function.args), *(node for part in body for node in _own(part))]
            if any(_binds(node, name) for node in own):
                inside = (node for part in body for node in ast.walk(part))
                found |= {id(n) for n in inside if isinstance(n, ast.Name) and n.id == name}
    return found


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """*node* and what is in it, but for what is in something that has variables of its own."""
    yield node
    if not isinstance(node, _HAVING_VARIABLES):
        for child in ast.iter_child_nodes(node):
            yield from _own(child)


def _binds(node: ast.AST, name: str) -> bool:
    match node:
        case ast.arg(arg=bound) | ast.Name(id=bound, ctx=ast.Store()):
            return bound == name
    return False
