"""What is to be said of modules that are imported, and of what is had from them."""

from __future__ import annotations

import ast
import importlib
import os
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from types import ModuleType

from grader.policy.reasons import KEPT_ASIDE, NOT_FOR_OTHERS, NOT_NEEDED
from grader.policy.words import (
    HARMLESS,
    INTERNAL,
    KNOWN,
    MODULES,
    NOT_OF,
    OF_OS,
    OF_SYS,
    SOME_OF,
)

Said = tuple[str, str]
"""What it is, and why that is not wanted."""


def had_of(module: str, name: str) -> Iterator[Said]:
    """What there is to say of getting *name* from *module*."""
    found = module_in(module, name)
    if name.startswith("_") and not name.endswith("__") and f"{module}.{name}" != "os._exit":
        yield f"{module}.{name}", NOT_FOR_OTHERS
    elif name in MODULES and name != module:
        yield f"import {name}", NOT_NEEDED
    elif found and found.partition(".")[0] != module.partition(".")[0]:
        yield from imported(found)
    elif module == "os" and name not in OF_OS and not name.isupper():
        yield f"os.{name}", "it may write, start or end what a check reads or has started"
    elif internal := INTERNAL.match(found) or INTERNAL.match(f"{module}.{name}"):
        yield from imported(internal[0])
    elif module == "sys" and name not in OF_SYS:
        yield f"sys.{name}", "it belongs to the interpreter, which runs the checks, too"
    elif module in SOME_OF and module not in ("os", "sys") and name not in SOME_OF[module]:
        yield f"{module}.{name}", NOT_NEEDED
    elif name in NOT_OF.get(module, ()):
        yield f"{module}.{name}", KEPT_ASIDE


def imported(name: str) -> Iterator[Said]:
    """What there is to say of importing the module *name*."""
    top, *inside = name.split(".") if name != "." else ["."]
    if internal := INTERNAL.match(name):
        yield f"import {internal[0]}", "it starts programs, which nobody looks at"
    if top in SOME_OF:
        if inside and name != "os.path":
            yield f"import {name}", NOT_NEEDED
    elif top not in HARMLESS or MODULES.intersection(inside):
        wanted = name if top in HARMLESS else top
        yield f"import {wanted}", NOT_NEEDED


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
