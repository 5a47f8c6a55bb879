"""What a program may use that no hook sees: what its text tells of that, before it is run."""

from __future__ import annotations

import ast

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


def uses_unseen(tree: ast.Module, stored: frozenset[str] = frozenset()) -> bool:
    """Whether the module *tree*, which stores these attributes, does what no hook sees."""
    names: set[str] = set()
    modules: set[str] = set()
    seen = _seen(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=given):
                if len(given) == _SETTERS.get(name) and id(node) not in seen:
                    return True
            case ast.ImportFrom(module="logging", names=aliases):
                if any(alias.name in LOGGING for alias in aliases):
                    return True
            case ast.Attribute(attr=name) if name in _COMPARING and id(node) not in seen:
                return True
            case ast.Name(id="next", ctx=ast.Load()) if id(node) not in seen:
                return True
            case ast.comprehension(target=target):
                if any(isinstance(part, ast.Subscript) for part in ast.walk(target)):
                    return True
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            changing = _CHANGING.get(node.value.id, frozenset())
            if id(node) not in seen and (changing is _EVERYTHING or node.attr in changing):
                return True
        match node:
            case ast.Name(id=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.Attribute(attr=name):
                names.add(name)
                if not isinstance(node.ctx, ast.Load) and name in _SET:
                    return True
            case ast.Import(names=aliases):
                modules |= {alias.name.partition(".")[0] for alias in aliases}
            case ast.ImportFrom(module=str(module), names=aliases):
                modules.add(module.partition(".")[0])
                names |= {alias.name for alias in aliases}
    if any(isinstance(n, ast.ClassDef) and _is_key_that_changes(n, stored) for n in ast.walk(tree)):
        return True
    if names & _NAMES or ("logging" in modules and names & _KEPT_BY_LIBRARY):
        return True
    return any(
        module in modules and (unseen is _EVERYTHING or names & unseen)
        for module, unseen in _OF_MODULES.items()
    )


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
